"""Codes printed by an administrator for others, and by people themselves at a kiosk in an office."""

import pytest

from installation import register
from steps import DESKTOP, PHONE, sign_in

ADMINISTRATOR = "13900000005"


@pytest.fixture
def office(installation, number):
    """An administrator of the district, and somebody who lives there."""
    installation.run("staff", "add", "--role", "administrator", "--phone", ADMINISTRATOR, "--name", "钱主任",
                     "--region", "420106")
    document = number()
    person = register(installation.sign_in("13800000001"), document, name="欧阳建国")
    return person["id"], document


def fill(page, document, name="欧阳建国", born="1980-01-01"):
    page.fill("#document-number", document)
    page.fill("#name", name)
    page.fill("#born", born)


@pytest.mark.parametrize("language, size", [("zh-CN", DESKTOP), ("en", PHONE)])
def test_an_administrator_prints_for_somebody_and_revokes_it(
        browse, installation, office, picture, language, size):
    person, _ = office
    page = browse(language=language, size=size)
    sign_in(page, installation, ADMINISTRATOR)
    page.goto(f"/console/people/{person}")
    picture(page, f"staff-person-{language}")
    page.click(f"a[href='/console/people/{person}/printed']")
    picture(page, f"staff-printed-none-{language}")
    page.select_option("#reason", "cannot_use")
    page.click(f"form[action='/console/people/{person}/printed'] button")
    page.wait_for_selector(".paper")
    picture(page, f"staff-printed-sheet-{language}")
    page.goto(f"/console/people/{person}/printed")
    picture(page, f"staff-printed-list-{language}")
    page.select_option("select[id^='reason-']", "misused")
    page.click("form[action$='/revoke'] button")
    page.wait_for_selector(".notice.good")
    picture(page, f"staff-printed-revoked-{language}")


@pytest.mark.parametrize("language, size", [("zh-CN", DESKTOP), ("en", PHONE)])
def test_a_kiosk_prints_by_papers_and_keeps_nothing_on_the_screen(
        browse, installation, office, picture, language, size):
    _, document = office
    page = browse(language=language, size=size)
    page.goto("/kiosk")
    assert page.locator("[data-kiosk]").count() == 0
    picture(page, f"kiosk-closed-{language}")
    sign_in(page, installation, ADMINISTRATOR)
    page.goto("/console")
    picture(page, f"kiosk-console-{language}")
    page.click("form[action='/console/kiosk'] button")
    page.wait_for_selector("[data-kiosk]")
    picture(page, f"kiosk-{language}")
    assert page.goto("/console").status == 401, "who set it up is signed out there"
    browse.expect(401)
    page.goto("/kiosk")
    fill(page, document, born="1980-01-02")
    page.click("button[value='print']")
    page.wait_for_selector(".notice.bad")
    assert document not in page.content() and "欧阳建国" not in page.content()
    picture(page, f"kiosk-no-fit-{language}")
    browse.expect(422)
    fill(page, document)
    page.click("button[value='print']")
    page.wait_for_selector(".paper")
    assert document not in page.content() and "建" not in page.locator(".paper").inner_text()
    picture(page, f"kiosk-paper-{language}")
    page.click("a[href='/kiosk']")
    page.wait_for_selector("[data-kiosk]")
    assert page.input_value("#document-number") == page.input_value("#name") == ""
    fill(page, document)
    page.click("button[value='revoke']")
    page.wait_for_selector(".notice.good")
    picture(page, f"kiosk-revoked-{language}")
    page.click("form[action='/kiosk/close'] button")
    page.wait_for_load_state()
    assert page.locator("[data-kiosk]").count() == 0


def test_a_kiosk_works_without_scripts_and_its_paper_goes_by_itself(browse, installation, office):
    _, document = office
    page = browse(javascript=False)
    sign_in(page, installation, ADMINISTRATOR)
    page.goto("/console")
    page.click("form[action='/console/kiosk'] button")
    fill(page, document)
    with page.expect_response("**/kiosk") as answered:
        page.click("button[value='print']")
    assert answered.value.headers["refresh"] == "60; url=/kiosk"
    assert answered.value.headers["cache-control"] == "no-store"
    assert page.locator(".paper").is_visible()


def test_who_tries_many_papers_at_a_kiosk_has_to_wait(browse, installation, office, number):
    page = browse(language="en")
    sign_in(page, installation, ADMINISTRATOR)
    page.goto("/console")
    page.click("form[action='/console/kiosk'] button")
    for _ in range(11):
        fill(page, number())
        page.click("button[value='print']")
        page.wait_for_load_state()
    assert "Please wait" in page.locator(".notice").inner_text()
    browse.expect(422, 429)


def test_a_form_of_another_page_does_not_reach_a_kiosk(browse, installation, office):
    _, document = office
    page = browse()
    sign_in(page, installation, ADMINISTRATOR)
    page.goto("/console")
    page.click("form[action='/console/kiosk'] button")
    fill(page, document)
    page.evaluate("document.querySelector('[data-kiosk] input[name=csrf]').value = 'x'")
    with page.expect_response("**/kiosk") as answered:
        page.click("button[value='print']")
    assert answered.value.status == 403
    browse.expect(403)
