"""WCAG 2.2 AA, as far as a machine can tell: axe on every page, in both languages, on a phone and on a desktop."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from installation import instant, register as register_by_api
from steps import DESKTOP, PHONE, propose, sign_in

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CHINESE, ENGLISH = "zh-CN", "en"

OF_A_RESIDENT = [
    "/people", "/people/new?relation=self", "/people/new?relation=child", "/people/{id}", "/people/{id}/code",
    "/people/{id}/timeline", "/people/{id}/declare", "/people/{id}/declared", "/people/{id}/declarations",
    "/people/{id}/declarations/{declaration}", "/people/{id}/check-in", "/people/{id}/correct", "/people/{id}/share",
    "/people/{id}/erase", "/claim", "/account", "/account/phone", "/help", "/privacy",
]


def complaints(page):
    """What axe finds wrong with a page, each with the elements that it means. The window is as high as the page, for
    axe takes what lies under the tabs until one scrolls for covered."""
    width, height = page.viewport_size["width"], page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    response = Axe().run(page, options=WCAG).response
    assert response["passes"], "axe checked nothing"
    found = response["violations"]
    return [f"{wrong['id']}: {wrong['help']}: {node['html']}" for wrong in found for node in wrong["nodes"]]


def assert_accessible(page, *paths):
    wrong = []
    for path in paths:
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        wrong += [f"{path}: {complaint}" for complaint in complaints(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_of_a_resident(browse, installation, number, language, size):
    person = register_by_api(resident := installation.sign_in("13800000001"), number())["id"]
    declaration = resident.post(f"/people/{person}/declarations", {
        "kind": "staying", "symptoms": ["cough"], "diagnosis": "none", "contact": False, "stays": [], "truthful": True})
    page = browse(language=language, size=size)
    assert_accessible(page, "/")
    sign_in(page, installation, "13800000001")
    assert_accessible(page, *[path.format(id=person, declaration=declaration["id"]) for path in OF_A_RESIDENT])


@pytest.mark.parametrize("kind, source, colour", [
    ("confirmed", "hospital", "red"), ("close_contact", "cdc", "yellow"), ("fever_clinic", "clinic", "grey")])
def test_the_code_in_every_colour(browse, installation, number, kind, source, colour):
    document = number("420502")
    person = register_by_api(resident := installation.sign_in("13800000001"), document, region="420502")["id"]
    installation.add_source("A source", source, "420502").post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": kind, "from": instant(-60)})
    assert resident.get(f"/people/{person}/code")["colour"] == colour
    page = browse()
    sign_in(page, installation, "13800000001")
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page, f"/people/{person}/code", f"/people/{person}/timeline")


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_pages_of_a_collector(browse, installation, number, language):
    person = register_by_api(resident := installation.sign_in("13800000001"), number())["id"]
    token = resident.get(f"/people/{person}/code")["token"]
    point = installation.add_point("中华路码头")
    installation.add_collector("13900000001")
    page = browse(language=language, allowed=False)
    sign_in(page, installation, "13900000001")
    assert_accessible(page, "/collect", f"/collect/{point}")
    page.fill("#token", token)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-colour='green']")
    assert not complaints(page)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_console(browse, installation, number, language, size):
    for phone in ["13900000011", "13900000012"]:
        installation.run("staff", "add", "--role", "administrator", "--phone", phone, "--name", "方明", "--region", "420000")
    person = register_by_api(installation.sign_in("13800000001"), number())["id"]
    one = browse(language=language, size=DESKTOP)
    sign_in(one, installation, "13900000011")
    proposal = propose(one)
    assert_accessible(one, "/console", "/console/propose", "/console/packs/420000/2020-04-01", proposal)
    two = browse(language=language, size=size)
    sign_in(two, installation, "13900000012")
    paths = ["", "/approve", "/decline", "/newly-red"]
    assert_accessible(two, "/console", f"/console/people/{person}", *[proposal + path for path in paths])


def test_a_form_with_mistakes(browse, installation):
    page = browse()
    sign_in(page, installation, "13800000001")
    page.goto("/people/new?relation=self")
    page.fill("#name", "林")
    page.locator("form").last.evaluate("form => form.noValidate = true")
    page.click(".send button")
    page.wait_for_load_state()
    assert page.locator("[aria-invalid='true']").count()
    assert not complaints(page)
    browse.expect(422)
