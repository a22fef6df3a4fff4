"""Certificates of other countries on the screens of a collector and of a resident."""

import subprocess

import pytest

from abroad import Abroad, abroad, installation  # noqa: F401
from installation import register
from steps import DESKTOP, PHONE, enter_temperature, sign_in

COLLECTOR = "13900000001"


@pytest.fixture
def collector(installation):  # noqa: F811
    installation.add_collector(COLLECTOR)
    return installation.add_point("武汉关码头")


def qr(text, path):
    """The code as a picture, as it is on a phone."""
    subprocess.run(["qrencode", "-o", path, "-s", "4", "-l", "L", text], check=True)
    return path


def scan(page, point, text):
    page.goto(f"/collect/{point}")
    page.fill("#token", text)
    page.press("#token", "Enter")
    page.wait_for_selector("[data-step='check'], [data-step='outcome']")


@pytest.mark.parametrize("language,size", [("zh-CN", PHONE), ("en", DESKTOP)])
def test_a_visitor_passes_on_a_certificate(browse, installation, abroad, collector, picture, language, size):  # noqa: F811
    page = browse(language=language, size=size)
    sign_in(page, installation, COLLECTOR)
    scan(page, collector, abroad.vaccination())
    page.wait_for_selector("[data-step='check'][data-colour='green'] .certificate")
    assert "XX" in page.inner_text(".certificate") and "1990" in page.inner_text(".certificate")
    picture(page, f"certificate-green-{language}")
    enter_temperature(page, "365")
    page.wait_for_selector("[data-outcome='allowed']")
    picture(page, f"certificate-passed-{language}")


@pytest.mark.parametrize("language,size", [("zh-CN", PHONE), ("en", DESKTOP)])
def test_a_rule_that_is_not_met_is_said_and_stops(browse, installation, abroad, collector, picture, language, size):  # noqa: F811
    page = browse(language=language, size=size)
    sign_in(page, installation, COLLECTOR)
    scan(page, collector, abroad.vaccination(dose=1))
    page.wait_for_selector("[data-step='check'][data-colour='grey'] .certificate")
    said = page.inner_text("#station")
    assert ("必须完成全部剂次" if language == "zh-CN" else "All doses must have been given") in said
    picture(page, f"certificate-insufficient-{language}")
    page.click("form[data-pass] button")
    page.wait_for_selector("[data-outcome='stopped']")
    picture(page, f"certificate-stopped-{language}")


@pytest.mark.parametrize("language,size", [("zh-CN", PHONE), ("en", DESKTOP)])
def test_each_refusal_has_a_screen_of_its_own(browse, installation, abroad, collector, picture, language, size):  # noqa: F811
    page = browse(language=language, size=size, javascript=False)
    sign_in(page, installation, COLLECTOR)
    seen = set()
    good = abroad.vaccination()
    for name, text in {
            "expired": abroad.vaccination(days=-1), "untrusted": Abroad().vaccination(),
            "forged": good[:-3] + ("AAA" if good[-3:] != "AAA" else "BBB"), "unreadable": "HC1:?", }.items():
        page.goto(f"/collect/{collector}")
        page.fill("#token", text)
        page.click("form[data-check] button")
        page.wait_for_selector("[data-outcome='refused']")
        seen.add(page.inner_text(".verdict"))
        picture(page, f"certificate-{name}-{language}")
    browse.expect(422)
    assert len(seen) >= 3


@pytest.mark.parametrize("language,size", [("zh-CN", PHONE), ("en", DESKTOP)])
def test_a_resident_adds_a_certificate_from_a_picture(
        browse, installation, abroad, number, tmp_path, picture, language, size):  # noqa: F811
    page = browse(language=language, size=size)
    sign_in(page, installation, "13800000001")
    register(installation.sign_in("13800000001"), number(), name="林晓雨")
    page.goto("/people/1/certificates")
    picture(page, f"certificates-none-{language}")
    page.fill("#certificate", abroad.vaccination(birth="1970-05-05"))
    page.click("form[data-certificate] .button:not([type])")
    page.wait_for_selector(".notice")
    picture(page, f"certificates-another-{language}")
    browse.expect(422)
    page.goto("/people/1/certificates")
    page.set_input_files("#picture", qr(abroad.vaccination(birth="1980-01-01"), tmp_path / "dcc.png"))
    page.wait_for_url("**/people/1/certificates?done=added")
    assert page.locator("form[action$='/remove']").count() == 1
    picture(page, f"certificates-added-{language}")
    page.goto("/people/1/timeline")
    picture(page, f"certificates-timeline-{language}")
    page.goto("/people/1/certificates")
    page.click("form[action$='/remove'] button")
    page.wait_for_url("**/people/1/certificates?done=removed")
    assert page.locator("form[action$='/remove']").count() == 0
    picture(page, f"certificates-removed-{language}")
