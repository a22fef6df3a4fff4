"""People in several places see each the rules of their own, in one installation."""

import pathlib
import shutil

import pytest

from installation import Installation
from steps import DESKTOP, PHONE, sign_in

ROOT = pathlib.Path(__file__).parents[2]
HANGZHOU = ("330000", "330100", "330106")

# A city with a service of its own, after what Hangzhou's and Huzhou's were.
PACK = """
place: {zh: 杭州市, en: Hangzhou}
region: 330100
since: 2020-02-16T00:00:00+08:00
rules:
  - id: contact
    colour: red
    when: {record: close_contact, for: 14d}
    because: {zh: 您接触过感染者。, en: You were in contact with an infected person.}
    ends: {zh: 满14天自动改变。, en: It ends by itself after 14 days.}
  - id: everyone-else
    colour: green
    when: always
    because: {zh: 没有需要您等待的记录。, en: No record asks you to wait.}
colours:
  green: {passes: yes, advice: {zh: 市内亮码通行。, en: Show the code inside the city.}}
  red: {passes: no, advice: {zh: 请留在原地。, en: Please stay where you are.}}
  grey: {passes: no, advice: {zh: 请稍候。, en: Please wait.}}
service: {corrections: 1, acting-for-others: no, colour-due: {low: 4h, medium: 12h}}
serves:
  people: [residents, coming, overseas]
  documents: [resident_id]
  valid-in: {zh: 杭州市所有区、县（市）通用。, en: Valid in every district and county of Hangzhou.}
declaration:
  asks:
    - {question: symptoms, help: {zh: 过敏性咳嗽没有加重的不用选。, en: Leave out an allergic cough that is as ever.}}
    - contact
    - temperature
  affirms: {zh: 以上情况属实。我知道虚报会得到红码。, en: All this is true. I know that a false declaration gives a red code.}
reviews:
  levels: [{by: county, working-days: 3}]
"""


@pytest.fixture
def installation(directory, tmp_path, monkeypatch):
    """A server with Hubei's packs and a city's in another province."""
    share = tmp_path / "share"
    (share / "Jurisdictions" / "city").mkdir(parents=True)
    shutil.copytree(ROOT / "Jurisdictions" / "hubei", share / "Jurisdictions" / "hubei")
    (share / "Jurisdictions" / "city" / "pack.yaml").write_text(PACK)
    (share / "Divisions").symlink_to(ROOT / "Divisions")
    monkeypatch.setenv("HEALTHCODE_SHARE", str(share))
    directory.mkdir(mode=0o700)
    made = Installation(directory).start()
    yield made
    made.stop()


@pytest.mark.parametrize("language, size", [("zh-CN", PHONE), ("en", DESKTOP)])
def test_the_pages_follow_the_place_of_the_person(browse, installation, number, picture, language, size):
    page = browse(language=language, size=size, javascript=False)
    sign_in(page, installation, "13800000001")
    register_without_scripts(page, "林晓雨", number("330106"), HANGZHOU)
    assert "done=registered" in page.url and page.locator(".notice.good").is_visible()
    page.goto("/people/1/code")
    assert page.locator(".pane.is-green").is_visible()
    page.locator("#ask-where summary").click()
    assert ("杭州市所有区" if language == "zh-CN" else "every district and county of Hangzhou") in page.content()
    page.locator("#ask-difference summary").click()
    picture(page, f"place-code-{language}")
    page.goto("/people/1/declare")
    assert ("过敏性咳嗽" if language == "zh-CN" else "an allergic cough") in page.content()
    assert ("虚报会得到红码" if language == "zh-CN" else "false declaration gives a red code") in page.content()
    picture(page, f"place-declare-{language}")
    page.goto("/help")
    assert page.locator("#place-330100").is_visible() and not page.locator("#place-420000").is_visible()
    picture(page, f"place-help-{language}")
    page.goto("/people")
    picture(page, f"place-people-{language}")
    page.goto("/help?place=420000")
    assert page.locator("#place-420000").is_visible() and not page.locator("#place-330100").is_visible()


def test_a_document_that_the_place_does_not_accept_is_refused_and_the_form_is_kept(
        browse, installation, picture):
    page = browse(javascript=False)
    sign_in(page, installation, "13800000001")
    page.goto("/people/new?relation=self")
    page.fill("#name", "JANE ROE")
    page.check("input[value='passport']", force=True)
    page.fill("#document-number", "E12345678")
    go_down(page, HANGZHOU)
    page.check("input[name='consent']", force=True)
    page.click(".send button")
    page.wait_for_load_state()
    assert "居民身份证" in page.content() and page.locator("#name").input_value() == "JANE ROE"
    assert page.locator("input[name='document-kind'][value='passport']").count() == 0
    picture(page, "place-refused")
    # A refused form is answered with 422, which the console notes.
    browse.expect(422)


def go_down(page, regions):
    """Goes down the region tree by sending the form once a level."""
    for level, code in enumerate(regions):
        page.locator("[data-step]").nth(level).select_option(code)
        if level + 1 < len(regions):
            page.locator("[data-step-button]").click()
            page.wait_for_load_state()


def register_without_scripts(page, name, number, regions):
    page.goto("/people/new?relation=self")
    page.fill("#name", name)
    page.fill("#document-number", number)
    go_down(page, regions)
    page.check("input[value='resident_id']", force=True)
    page.check("input[name='consent']", force=True)
    page.click(".send button")
    page.wait_for_load_state()
