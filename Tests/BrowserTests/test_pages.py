"""The main job in real browsers: declare, hold a coloured code, be scanned by a camera, be let through."""

import json
import re

import pytest

from fake_camera import fake_camera
from installation import YICHANG, Client, instant, register as register_by_api
from steps import DESKTOP, PHONE, declare, enter_temperature, register, sign_in


def code_of(page):
    """The id of the person whose code page is open."""
    return re.search(r"/people/(\d+)", page.url).group(1)


def png_of(page, person):
    """The picture of the code, drawn by the server."""
    return page.request.get(f"/api/v1/people/{person}/code.png").body()


def scan_with_camera(browse, installation, number, tmp_path):
    """A collector's page whose camera has just seen the code of a green resident."""
    resident = installation.sign_in("13800000001")
    person = register_by_api(resident, number())
    _, png, _ = resident.raw("GET", f"/api/v1/people/{person['id']}/code.png")
    point = installation.add_point("中华路码头")
    collector = browse(film=fake_camera(tmp_path / "film.y4m", [png]))
    add_collector(installation)
    sign_in(collector, installation, "13900000001")
    collector.goto(f"/collect/{point}")
    collector.wait_for_selector("#station[data-step='check'][data-colour='green']")
    return collector


def add_collector(installation):
    installation.run("staff", "add", "--role", "collector", "--phone", "13900000001", "--name", "秦春燕", "--region", "420106")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_resident_registers_declares_and_holds_a_code(browse, installation, number, picture, language):
    page = browse(language=language)
    page.goto("/")
    picture(page, f"welcome-{language}")
    sign_in(page, installation, "13800000001")
    picture(page, f"people-empty-{language}")
    register(page, "林晓雨", number())
    person = code_of(page) if "/people/" in page.url and re.search(r"/people/\d", page.url) else "1"
    picture(page, f"registered-{language}")
    declare(page, person)
    picture(page, f"declared-{language}")
    page.goto(f"/people/{person}/code")
    picture(page, f"code-green-{language}")
    assert page.locator(".pane.is-green").is_visible()
    assert page.locator("#colour-word").inner_text().strip() != ""
    assert "晓" not in page.locator(".holder").inner_text()
    for path in ["declare", "declarations", "timeline", "check-in", "correct", "share"]:
        page.goto(f"/people/{person}/{path}")
        picture(page, f"{path}-{language}")
    page.goto("/help")
    picture(page, f"help-{language}")


def test_the_code_page_refreshes_itself_at_a_tap(browse, installation, number):
    page = browse()
    sign_in(page, installation, "13800000001")
    register(page, "林晓雨", number())
    page.goto("/people/1/code")
    first = page.locator(".qr").inner_html()
    page.click("[data-fresh]")
    page.wait_for_function("before => document.querySelector('.qr').innerHTML !== before", arg=first)


def test_the_clock_on_the_code_page_moves(browse, installation, number):
    page = browse()
    sign_in(page, installation, "13800000001")
    register(page, "林晓雨", number())
    page.goto("/people/1/code")
    first = page.locator("[data-clock]").inner_text()
    page.wait_for_function("before => document.querySelector('[data-clock]').innerText !== before", arg=first)


def test_a_record_turns_the_page_red_and_the_page_says_why(browse, installation, number, picture):
    page = browse()
    sign_in(page, installation, "13800000001")
    document = number()
    register(page, "林晓雨", document)
    installation.add_source("First Hospital", "hospital").post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "confirmed", "from": instant(-60)})
    page.goto("/people/1/code")
    assert page.locator(".pane.is-red").is_visible()
    assert page.locator(".why-reason").inner_text().strip()
    picture(page, "code-red")


def test_grey_says_when_it_turns_green_and_the_timeline_shows_it(browse, installation, number, picture):
    page = browse(language="en")
    sign_in(page, installation, "13800000001")
    document = number(YICHANG)
    register(page, "周文博", document, regions=("420000", "420500", "420502"))
    installation.add_source("Clinic", "clinic", YICHANG).post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "fever_clinic", "from": instant(-7200)})
    page.goto("/people/1/code")
    assert page.locator(".pane.is-grey").is_visible()
    assert page.locator(".change").is_visible()
    picture(page, "code-grey")
    page.goto("/people/1/timeline")
    assert page.locator("svg").first.is_visible()
    assert page.locator("table").count() >= 1
    picture(page, "timeline-grey")


def test_declared_fever_turns_yellow_and_green_again_when_declared_otherwise(browse, installation, number, picture):
    page = browse()
    sign_in(page, installation, "13800000001")
    register(page, "郑思远", number())
    declare(page, "1", symptoms=["fever"])
    page.goto("/people/1/code")
    assert page.locator(".pane.is-yellow").is_visible()
    picture(page, "code-yellow")
    declare(page, "1")
    page.goto("/people/1/code")
    assert page.locator(".pane.is-green").is_visible()


def test_a_collector_scans_with_the_camera_and_lets_through(browse, installation, number, picture, tmp_path):
    collector = scan_with_camera(browse, installation, number, tmp_path)
    picture(collector, "check-green", whole=False)
    assert "晓" not in collector.locator(".identity-name").inner_text()
    enter_temperature(collector, "36.9")
    collector.wait_for_selector("#station[data-step='outcome']")
    picture(collector, "outcome-allowed", whole=False)
    assert collector.locator("#station").get_attribute("data-outcome") == "allowed"


def test_a_slip_of_the_finger_is_mended_before_it_is_recorded(browse, installation, number, tmp_path):
    collector = scan_with_camera(browse, installation, number, tmp_path)
    for key in ["3", "9", "back", "6", ".", "5"]:
        collector.click(f".key[value='{key}']")
    assert collector.input_value("#temperature") == "36.5"


def test_fever_at_the_checkpoint_is_not_let_through(browse, installation, number, picture, tmp_path):
    collector = scan_with_camera(browse, installation, number, tmp_path)
    enter_temperature(collector, "38.2")
    collector.wait_for_selector("#station[data-step='outcome']")
    picture(collector, "outcome-fever", whole=False)
    assert collector.locator("#station").get_attribute("data-outcome") == "stopped"


def test_a_denied_camera_is_explained_and_the_keyboard_is_another_way_in(browse, installation, number, picture, tmp_path):
    resident = installation.sign_in("13800000001")
    person = register_by_api(resident, number())
    token = resident.get(f"/people/{person['id']}/code")["token"]
    point = installation.add_point()
    add_collector(installation)
    collector = browse(film=fake_camera(tmp_path / "film.y4m", [None]), allowed=False)
    sign_in(collector, installation, "13900000001")
    collector.goto(f"/collect/{point}")
    collector.wait_for_function("() => document.querySelector('[data-camera-say]').innerText.length > 8")
    picture(collector, "camera-denied")
    collector.fill("#token", token)
    collector.press("#token", "Enter")
    collector.wait_for_selector("#station[data-step='check']")


def test_a_used_code_gets_its_own_screen(browse, installation, number, picture):
    resident = installation.sign_in("13800000001")
    person = register_by_api(resident, number())
    token = resident.get(f"/people/{person['id']}/code")["token"]
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    collector.post("/passes", {
        "id": "6f4b8f0e-8b0e-4d0b-9b63-0a3f8f6b2a11", "token": token, "point": point, "temperature": 36.5})
    page = browse(language="en")
    sign_in(page, installation, "13900000001")
    page.goto(f"/collect/{point}")
    page.fill("#token", token)
    page.press("#token", "Enter")
    page.wait_for_selector(".verdict.is-refused")
    picture(page, "check-used", whole=False)
    # The browser itself notes the status 422 of what the page asked for.
    browse.expect(422)


def test_the_pages_work_without_javascript(browse, installation, number):
    page = browse(javascript=False)
    sign_in(page, installation, "13800000001")
    page.goto("/people/new?relation=self")
    page.fill("#name", "林晓雨")
    page.fill("#document-number", number())
    for level, code in enumerate(["420000", "420100", "420106"]):
        page.locator("[data-step]").nth(level).select_option(code)
        if level < 2:
            page.click("[data-step-button]")
    page.check("input[name='consent']", force=True)
    page.click(".send button")
    page.goto("/people/1/code")
    assert page.locator(".pane.is-green").is_visible()
    assert page.locator(".qr svg").is_visible()


def test_pages_fit_a_phone_and_a_desktop(browse, installation, number, picture):
    for name, size in [("phone", PHONE), ("desktop", DESKTOP)]:
        page = browse(size=size)
        sign_in(page, installation, "13800000001")
        if name == "phone":
            register(page, "林晓雨", number())
        for path in ["/people", "/people/1/code", "/people/1/timeline", "/people/1/declare", "/help"]:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} is {wide} pixels too wide on a {name}"
            picture(page, f"{name}{path.replace('/', '-')}")


def test_signed_out_pages_lead_to_signing_in(browse, installation):
    page = browse()
    page.goto("/people/1/code")
    assert page.locator("#phone").is_visible()
    browse.expect(401)


def test_three_scans_show_three_codes(browse, installation, number):
    page = browse()
    sign_in(page, installation, "13800000001")
    register(page, "林晓雨", number())
    collector = installation.add_collector("13900000001")
    point = installation.add_point()
    seen = set()
    resident = Client(installation.address)
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    for scan in range(3):
        status, body, _ = resident.raw("GET", "/api/v1/people/1/code", headers={"Cookie": cookie})
        assert status == 200
        token = json.loads(body)["token"]
        collector.post("/passes", {
            "id": f"6f4b8f0e-8b0e-4d0b-9b63-0a3f8f6b2a1{scan}", "token": token, "point": point, "temperature": 36.5})
        seen.add(token)
    assert len(seen) == 3
