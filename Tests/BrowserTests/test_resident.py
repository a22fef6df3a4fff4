"""What residents read and may do on their pages, beside the main job."""

import pathlib
import shutil

import pytest

from installation import Installation, Refused, register as register_by_api
from steps import PHONE, declare, register, sign_in

ROOT = pathlib.Path(__file__).parents[2]
HANGZHOU = "330106"

# Whether the browser keeps the code page, with the looks and the script that it needs.
IS_KEPT = """async () => {
    const names = async name => (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname);
    if (!(await names('seen')).includes('/people/1/code')) return false;
    const shelf = (await caches.keys()).find(name => name.startsWith('assets-'));
    const kept = shelf ? await names(shelf) : [];
    return ['.css', '/code.js'].every(end => kept.some(path => path.endsWith(end)));
}"""

# Lets a page's clock stand still where a test says so, at milliseconds since 1970.
STANDING_CLOCK = """
    const stands = localStorage.getItem('stands');
    if (stands) Date.now = () => Number(stands);
"""


@pytest.fixture
def resident(browse, installation, number):
    """A page of somebody of Wuhan who is signed in and registered, and their document number."""

    def resident(**options):
        page = browse(**options)
        sign_in(page, installation, "13800000001")
        document = number()
        register(page, "林晓雨", document)
        return page, document

    return resident


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_who_has_registered_is_led_to_the_declaration(resident, picture, language):
    page, _ = resident(language=language)
    assert "/people/1/declare" in page.url and page.locator(".notice.good").is_visible()
    page.goto("/people/1/code")
    picture(page, f"code-undeclared-{language}")
    assert page.locator(".why .notice.info a[href='/people/1/declare']").is_visible()
    declare(page, "1")
    page.goto("/people/1/code")
    picture(page, f"code-declared-{language}")
    assert page.locator(".why .notice.info").count() == 0


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_yellow_code_says_on_what_it_rests_and_promises_no_review(resident, picture, language):
    page, _ = resident(language=language)
    page.goto("/people/1/declare")
    page.check("input[name='kind'][value='staying']", force=True)
    page.check("input[name='symptoms'][value='none']", force=True)
    page.fill("#temperature", "38.5")
    page.check("input[name='contact'][value='no']", force=True)
    page.check("input[name='diagnosis'][value='none']", force=True)
    page.check("input[name='truthful']", force=True)
    page.click(".send button")
    page.goto("/people/1/code")
    assert page.locator(".pane.is-yellow").is_visible()
    assert "38.5 °C" in page.locator(".why").inner_text()
    for summary in page.locator("#questions summary").all():
        summary.click()
    picture(page, f"code-fever-{language}")
    words = page.locator("#questions").inner_text()
    assert "复核" not in words and "review" not in words.lower()
    # A yellow code is not got rid of by erasing, and nobody has to try to learn that.
    page.goto("/people/1")
    assert page.locator("a[href='/people/1/erase']").count() == 0
    picture(page, f"person-yellow-{language}")
    page.goto("/people/1/erase")
    assert page.locator("#word").count() == 0 and page.locator(".notice.warn").is_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_help_page_says_what_gives_which_colour(browse, installation, picture, language):
    page = browse(language=language)
    page.goto("/help?place=420000")
    picture(page, f"help-place-{language}")
    rules = page.locator(".place-rules")
    assert rules.locator(".chip.is-red").count() >= 1 and rules.locator(".chip.is-green").count() == 1
    assert ("密切接触者" if language == "zh-CN" else "close contact") in rules.inner_text()


@pytest.fixture
def hangzhou(directory, tmp_path, monkeypatch):
    """A server with the packs of Hubei and Hangzhou."""
    share = tmp_path / "share"
    for place in ["hubei", "hangzhou"]:
        shutil.copytree(ROOT / "Jurisdictions" / place, share / "Jurisdictions" / place)
    (share / "Divisions").symlink_to(ROOT / "Divisions")
    monkeypatch.setenv("HEALTHCODE_SHARE", str(share))
    directory.mkdir(mode=0o700)
    made = Installation(directory).start()
    yield made
    made.stop()


def test_hangzhou_corrects_once_lets_nobody_in_and_cancels_no_code(chromium, hangzhou, number, picture):
    register_by_api(hangzhou.sign_in("13800000001"), number(HANGZHOU), region=HANGZHOU)
    browser = chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_context(base_url=hangzhou.address, locale="zh-CN", viewport=PHONE).new_page()
    sign_in(page, hangzhou, "13800000001")
    page.goto("/people/1")
    picture(page, "hangzhou-person")
    assert page.locator("a[href='/people/1/erase']").count() == 0 and "不能注销" in page.content()
    page.goto("/people/1/share")
    assert page.locator("#phone").count() == 0 and "不开放代办" in page.content()
    page.goto("/people/1/correct")
    picture(page, "hangzhou-correct")
    assert "还可以改正1次" in page.content()
    page.click("form[action='/people/1/correct'] .field .button:not([data-step-button])")
    assert "done=unchanged" in page.url and "没有改动" in page.content()
    page.goto("/people/1/correct")
    page.fill("#address", "中山路1号")
    page.click("form[action='/people/1/correct'] .field .button:not([data-step-button])")
    assert "done=corrected" in page.url
    page.goto("/people/1/correct")
    picture(page, "hangzhou-corrected")
    assert page.locator("#address").count() == 0 and "用完" in page.content()
    browser.close()


@pytest.fixture
def kept(chromium, installation, number):
    """A code page that the browser keeps."""
    browser = chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_context(base_url=installation.address, locale="zh-CN", viewport=PHONE).new_page()
    page.add_init_script(STANDING_CLOCK)
    sign_in(page, installation, "13800000001")
    register(page, "林晓雨", number())
    page.goto("/people/1/code")
    for _ in range(100):
        if page.evaluate(IS_KEPT):
            break
        page.wait_for_timeout(100)
    yield page
    browser.close()


def test_a_code_page_seen_once_is_there_without_a_network(kept):
    kept.context.set_offline(True)
    kept.reload()
    assert kept.locator(".pane.is-green .qr svg").is_visible()
    notice = kept.locator("[data-offline]")
    # The driver takes the network away without the browser always saying so to a page that is just being read.
    kept.evaluate("dispatchEvent(new Event('offline'))")
    notice.wait_for()
    box = notice.bounding_box()
    assert box["y"] + box["height"] < PHONE["height"] and not kept.locator("[data-valid]").is_visible()


def test_a_kept_code_page_says_so_before_its_code_ends_where_only_the_server_is_gone(kept, installation, picture):
    installation.kill()
    # A code lasts for a minute, and is renewed in the last quarter of it in any case.
    kept.evaluate("localStorage.setItem('stands', (Number(document.querySelector('#code').dataset.now) + 35) * 1000)")
    kept.reload()
    assert kept.locator(".pane.is-green .qr svg").is_visible() and kept.evaluate("navigator.onLine")
    kept.locator("[data-offline]").wait_for()
    assert not kept.locator("[data-valid]").is_visible()
    picture(kept, "code-server-gone")


@pytest.mark.parametrize("width", [PHONE["width"], 320])
def test_letters_twice_as_large_stay_on_the_page(resident, picture, width):
    page, _ = resident(size={"width": width, "height": 844})
    for path in ["/people", "/people/1/code", "/people/1/declare", "/people/1/share", "/people/1", "/help?place=420000"]:
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        picture(page, f"large-{width}{path.replace('/', '-').replace('?', '-')}")
        assert wide <= 0, f"{path} is {wide} pixels too wide"


def test_forty_questions_about_another_get_one_answer_and_then_none(installation, number):
    installation.run("identity", "import", str(register_of(installation, number)))
    caller = installation.sign_in("13800000001")
    answers = []
    for _ in range(12):
        try:
            register_by_api(caller, number(), name="王无名", relation="other")
        except Refused as refused:
            answers.append((refused.kind, [error["pointer"] for error in refused.problem.get("errors", [])]))
    assert answers[:10] == [("identity-mismatch", ["/name", "/document/number"])] * 10
    assert answers[10:] == [("too-many-requests", [])] * 2


def register_of(installation, number):
    path = installation.directory.parent / "register.csv"
    path.write_text(f"type,number,name\nresident_id,{number()},林晓雨\n")
    return path
