"""The administrators' console in real browsers: a pack is proposed, looked at and approved, without scripts too."""

import re

import pytest

from installation import register as register_by_api
from steps import DESKTOP, PHONE, choose_region, propose, sign_in

SCENARIOS = """
sentences:
  - says: A contact waits for 21 days.
    matches:
      - person: A baker
        lives-in: 421002
        facts: [{kind: close_contact, from: 2099-04-02 13:20}]
        expect: [{at: 2099-04-20 13:20, colour: yellow}]
"""
ONE, TWO, THREE = "13900000011", "13900000012", "13900000013"


@pytest.fixture
def province(installation, number):
    """Three administrators of Hubei, and a contact in Wuhan."""
    for phone, name in [(ONE, "方明"), (TWO, "叶岚"), (THREE, "高远")]:
        installation.run("staff", "add", "--role", "administrator", "--phone", phone, "--name", name, "--region", "420000")
    person = register_by_api(installation.sign_in("13800000001"), number())
    return installation, person["id"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_one_proposes_and_another_approves(browse, province, picture, language):
    installation, _ = province
    one = browse(language=language, size=DESKTOP, javascript=False)
    sign_in(one, installation, ONE)
    picture(one, f"console-{language}")
    path = propose(one)
    picture(one, f"proposal-own-{language}")
    assert one.locator(f"a[href='{path}/approve']").count() == 0
    two = browse(language=language, size=PHONE)
    sign_in(two, installation, TWO)
    two.goto(path)
    picture(two, f"proposal-phone-{language}")
    two.click(f"a[href='{path}/approve']")
    two.click("form[action$='/approve'] button")
    two.wait_for_url(re.compile("done=published"))
    assert two.locator(".state.is-published").is_visible()


@pytest.mark.parametrize("language, place, said", [
    ("en", "line 2, column 1", "did you mean 'region'?"), ("zh-CN", "规则第2行第1列", "是不是要写“region”？")])
def test_a_mistake_keeps_what_was_written(browse, province, picture, language, place, said):
    installation, _ = province
    page = browse(language=language, size=DESKTOP)
    sign_in(page, installation, ONE)
    page.goto("/console/propose")
    page.fill("#text", "place: {zh: 甲, en: A}\nregoin: 420000\n")
    # The answer says by its status that the pack is not accepted, which the console tells too.
    browse.expect(422)
    page.click("form[action='/console/propose/check'] button")
    mistakes = page.locator(".mistakes").inner_text()
    assert place in mistakes and said in mistakes
    assert "regoin" in page.input_value("#text")
    picture(page, f"propose-mistakes-{language}")


def test_files_are_taken_and_what_they_change_is_told(browse, province, picture, tmp_path):
    installation, _ = province
    page = browse(language="en", size=DESKTOP)
    sign_in(page, installation, ONE)
    page.goto("/console/propose?from=420000/2020-04-01")
    text = page.input_value("#text").replace("since: 2020-04-01", "since: 2099-04-01")
    pack, scenarios = tmp_path / "pack.yaml", tmp_path / "scenarios.yaml"
    pack.write_text(text.replace("record: close_contact, for: 14d", "record: close_contact, for: 21d"))
    scenarios.write_text(SCENARIOS)
    page.set_input_files("#text-file", pack)
    page.set_input_files("#scenarios-file", scenarios)
    page.click("form[action='/console/propose/check'] .buttons button")
    page.wait_for_load_state()
    assert "for: 21d" in page.input_value("#text") and "A baker" in page.input_value("#scenarios")
    changes = page.locator(".changes").first.inner_text()
    assert "Rule that says otherwise" in changes and "close contact, for 21 days" in changes
    assert "1 of 1 people have another colour." in page.locator("main").inner_text()
    picture(page, "propose-files")


def test_a_file_that_is_no_text_loses_nothing(browse, province, tmp_path):
    installation, _ = province
    page = browse(language="en", size=DESKTOP, javascript=False)
    sign_in(page, installation, ONE)
    page.goto("/console/propose")
    page.fill("#text", "place: {zh: 甲, en: A}")
    (tmp_path / "pack.yaml").write_bytes(b"place: \xff\xfe")
    page.set_input_files("#text-file", tmp_path / "pack.yaml")
    page.click("form[action='/console/propose/check'] .buttons button")
    assert "no text in UTF-8: pack.yaml" in page.locator("main").inner_text()
    assert "甲" in page.input_value("#text")
    browse.expect(422)


def test_a_person_is_explained(browse, province, picture):
    installation, person = province
    page = browse(language="en", size=DESKTOP)
    sign_in(page, installation, ONE)
    page.fill("#who", str(person))
    page.click("form[action='/console/people'] button")
    picture(page, "explanation")
    assert "everyone-else" in page.locator("main").inner_text()


@pytest.mark.parametrize("language, size", [("zh-CN", DESKTOP), ("en", PHONE)])
def test_somebody_without_a_phone_is_registered_and_found_again(browse, province, number, picture, language, size):
    installation, _ = province
    page = browse(language=language, size=size)
    sign_in(page, installation, ONE)
    picture(page, f"console-register-{language}")
    page.click("a[href='/console/people/new']")
    document = number()
    page.check("input[value='resident_id']", force=True)
    page.fill("#document-number", document)
    page.fill("#name", "周老太")
    choose_region(page, ("420000", "420100", "420106"))
    picture(page, f"staff-register-{language}")
    browse.expect(422)
    page.click(".send button")
    page.wait_for_selector(".promise.wrong")
    picture(page, f"staff-register-refused-{language}")
    page.check("input[name='consent']", force=True)
    page.click(".send button")
    page.wait_for_selector(".notice.good")
    picture(page, f"staff-registered-{language}")
    person = re.search(r"/console/people/(\d+)/", page.url).group(1)
    page.goto("/console")
    page.fill("#who", document)
    page.click("form[action='/console/people'] button")
    assert page.url.endswith(f"/console/people/{person}") and document not in page.content()
    picture(page, f"explanation-{language}")
    page.goto("/console")
    page.fill("#who", "周老太")
    page.click("form[action='/console/people'] button")
    page.wait_for_selector("#who-error")
    picture(page, f"console-by-name-{language}")
    done = installation.run("staff", "acts")
    assert "registered" in done.stdout and "looked" in done.stdout
