"""A checkpoint without a network: codes checked on the device, passes that wait there and arrive once."""

import re
import time

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from playwright.sync_api import TimeoutError

from conftest import CHROMIUM, Complaints
from fake_camera import chromium_arguments, fake_camera
from installation import register
from steps import PHONE, enter_temperature, sign_in

COLLECTOR = "13900000001"
# A device whose clock is off by so many seconds, as it says under `clock-error`.
CLOCK = """
    const real = Date.now;
    Date.now = () => real() + 1000 * Number(localStorage.getItem('clock-error') ?? 0);
"""
# The network that is taken away is the page's alone: a worker that delivers in the background would still have one.
NO_BACKGROUND = "Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined });"
# What a device has of what it needs to work without a network.
WHAT_IT_HAS = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
    const kept = {};
    for (const name of await caches.keys()) kept[name] = (await (await caches.open(name)).keys()).length;
    const { quota, usage } = await navigator.storage.estimate();
    return { worker: worker?.state, isInCharge: Boolean(navigator.serviceWorker.controller), kept, quota, usage };
}"""


class Device:
    """A collector's phone: what it keeps outlives the browser."""

    def __init__(self, chromium, installation, folder, complaints, language="zh-CN"):
        self.chromium, self.installation, self.folder, self.complaints = chromium, installation, folder, complaints
        self.language = language
        self.context = None
        self.delivers_in_background = False

    def open(self, film=None, offline=False):
        self.context = self.chromium.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=[*chromium_arguments(film), "--no-sandbox"], headless=True,
            base_url=self.installation.address, locale=self.language, viewport=PHONE, device_scale_factor=2,
            timezone_id="Asia/Shanghai", offline=offline)
        self.context.add_init_script(CLOCK)
        if not self.delivers_in_background:
            self.context.add_init_script(NO_BACKGROUND)
        page = self.context.pages[0]
        # That there is no network the browser notes by itself.
        self.complaints.listen(page, unless=["net::ERR_"])
        return page

    def close(self):
        if self.context:
            self.context.close()
        self.context = None


@pytest.fixture
def device(chromium, installation, tmp_path):
    complaints, opened = Complaints(), []

    def device(language="zh-CN"):
        opened.append(Device(chromium, installation, tmp_path / f"device-{len(opened)}", complaints, language))
        return opened[-1]

    device.expect = complaints.expect
    yield device
    for each in opened:
        each.close()
    complaints.check()


@pytest.fixture
def town(installation, number):
    """A resident with a code, a point, and a collector."""

    class Town:
        document = number()
        resident = installation.sign_in("13800000001")
        person = register(resident, document)
        point = installation.add_point("中华路码头")

        def token(self):
            return self.resident.get(f"/people/{self.person['id']}/code")["token"]

        def png(self):
            return self.resident.raw("GET", f"/api/v1/people/{self.person['id']}/code.png")[1]

        def passes(self):
            _, text, _ = installation.anyone().raw("GET", "/metrics")
            return int(re.search(r"^healthcode_passes (\d+)", text.decode(), re.M).group(1))

    installation.run("staff", "add", "--role", "collector", "--phone", COLLECTOR, "--name", "秦春燕", "--region", "420106")
    return Town()


def prepare(device, installation, town):
    """Signs the device in and lets it bring what it needs to work without a network."""
    page = device.open()
    sign_in(page, installation, COLLECTOR)
    page.goto(f"/collect/{town.point}")
    wait_until_ready(page)
    return page


def wait_until_ready(page, seconds=60):
    """Until the device works without a network; where it never does, what it has by then is said."""
    try:
        page.wait_for_selector("[data-line='ready']:not([hidden])", timeout=1_000 * seconds)
    except TimeoutError:
        shown = page.locator("[data-line]:visible").all_inner_texts()
        pytest.fail(f"the device is not ready: it says {shown} and has {page.evaluate(WHAT_IT_HAS)}")


def scan(page, token):
    page.fill("#token", token)
    page.press("#token", "Enter")


def scan_again(page, token):
    page.click("[data-again]")
    page.wait_for_selector("#station[data-step='scan']")
    scan(page, token)


def forged_elsewhere():
    """A green code in every respect but one: another issuer signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = int(time.time())
    header = cbor2.dumps({1: -7, 4: b"elsewher"})
    claims = cbor2.dumps({4: now + 60, 6: now, 7: bytes(12), -65537: [2, bytes(24)]})
    der = key.sign(cbor2.dumps(["Signature1", header, b"", claims]), ec.ECDSA(hashes.SHA256()))
    signature = b"".join(part.to_bytes(32, "big") for part in utils.decode_dss_signature(der))
    return "JKM1:" + base45(cbor2.dumps([header, {}, claims, signature]))


def base45(data):
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    text = ""
    for at in range(0, len(data), 2):
        group = data[at:at + 2]
        number = int.from_bytes(group, "big")
        for _ in range(3 if len(group) == 2 else 2):
            number, digit = divmod(number, 45)
            text += alphabet[digit]
    return text


def wait_for(page, truth):
    for _ in range(300):
        if truth():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to be")


def waiting(page):
    return page.locator("[data-pass-row][data-state='waiting']").count()


def let_through(page, token, reading="36.6"):
    """Scans and lets through without a network."""
    scan(page, token)
    page.wait_for_selector("[data-step='check'] .offline-bar")
    enter_temperature(page, reading)
    page.wait_for_selector("[data-step='outcome'] .offline-bar")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_closed_browser_opens_offline_scans_and_delivers_the_pass_once(
        device, installation, town, picture, tmp_path, language):
    mine = device(language)
    page = prepare(mine, installation, town)
    picture(page, f"offline-ready-{language}")
    mine.close()
    page = mine.open(film=fake_camera(tmp_path / "film.y4m", [town.png()]), offline=True)
    page.goto(f"/collect/{town.point}")
    page.wait_for_selector("[data-step='check'][data-colour='green'] .offline-bar")
    picture(page, f"offline-check-{language}", whole=False)
    enter_temperature(page, "36.6")
    page.wait_for_selector("[data-step='outcome'][data-outcome='allowed']")
    picture(page, f"offline-outcome-{language}", whole=False)
    mine.close()
    assert town.passes() == 0
    page = mine.open()
    page.goto(f"/collect/{town.point}")
    wait_for(page, lambda: town.passes() == 1)
    page.wait_for_function("() => document.querySelectorAll('[data-pass-row]').length === 0")
    page.reload()
    wait_until_ready(page)
    assert town.passes() == 1


def test_a_pass_waits_through_a_reload_and_is_shown_while_it_waits(device, installation, town, picture):
    mine = device()
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    let_through(page, town.token())
    page.reload()
    page.wait_for_selector("[data-pass-row][data-state='waiting']")
    assert "1" in page.locator("[data-waiting]").inner_text()
    picture(page, "offline-waiting")
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)
    wait_for(page, lambda: waiting(page) == 0)


def test_an_answer_that_is_lost_does_not_make_a_second_pass(device, installation, town):
    mine = device()
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    let_through(page, town.token())

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/api/v1/passes", lose)
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)
    page.click("[data-again]")
    page.wait_for_selector("[data-line='later']:not([hidden])", state="attached")
    assert waiting(page) == 1, "what the server has not answered for stays on the device"
    page.unroute("**/api/v1/passes")
    page.click("[data-deliver]")
    wait_for(page, lambda: waiting(page) == 0)
    assert town.passes() == 1


def test_a_pass_whose_code_was_checked_online_is_kept_where_the_network_goes(device, installation, town):
    mine = device()
    page = prepare(mine, installation, town)
    scan(page, town.token())
    page.wait_for_selector("[data-step='check'] .identity-name")
    mine.context.set_offline(True)
    enter_temperature(page, "36.6")
    page.wait_for_selector("[data-step='outcome'][data-outcome='allowed'] .offline-bar")
    assert town.passes() == 0
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)


def test_a_fever_is_stopped_offline_and_reported_when_delivered(device, installation, town):
    mine = device()
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    let_through(page, town.token(), "38.4")
    assert page.locator("[data-outcome='stopped']").is_visible()
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)
    page.click("[data-again]")
    wait_for(page, lambda: page.locator("[data-pass-row]").count() == 0)


def test_who_turned_red_meanwhile_is_named_when_the_pass_is_delivered(device, installation, town, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    let_through(page, town.token())
    installation.add_source("First Hospital", "hospital").post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": town.document}, "kind": "confirmed",
        "from": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})
    mine.context.set_offline(False)
    page.click("[data-again]")
    row = page.locator("[data-pass-row][data-state='judged']")
    row.wait_for()
    assert "Red" in row.inner_text() and "420106" not in row.inner_text()
    picture(page, "offline-judged")
    row.locator("[data-noted]").click()
    wait_for(page, lambda: row.count() == 0)


def test_edited_foreign_and_other_codes_are_refused_offline(device, installation, town, picture):
    mine = device()
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    token = town.token()
    edited = token[:100] + ("A" if token[100] != "A" else "B") + token[101:]
    scan(page, edited)
    for name, text in [("forged_code", None), ("foreign_code", forged_elsewhere()), ("not_a_code", "https://example.com/")]:
        if text:
            scan_again(page, text)
        page.wait_for_selector(f"[data-refusal='{name}']")
        picture(page, f"offline-{name}", whole=False)
    page.click("[data-again]")
    assert waiting(page) == 0


def test_no_edited_code_is_ever_taken_for_genuine(device, installation, town):
    page = prepare(device(), installation, town)
    survivors = page.evaluate("""async ({ token, keys }) => {
        const { verify, importKeys } = await import('/assets/0/offline/code.js');
        const known = await importKeys(keys);
        if (!(await verify(token, known)).code) return ['the code itself'];
        const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
        const survivors = [];
        const texts = [];
        for (let at = 0; at < token.length; at += 1) {
            texts.push(token.slice(0, at), token.slice(0, at) + token.slice(at + 1), token + letters[at % 45]);
            for (const step of [1, 7, 22, 44]) {
                const letter = letters[(letters.indexOf(token[at]) + step) % 45];
                texts.push(token.slice(0, at) + letter + token.slice(at + 1));
            }
        }
        for (const text of texts) if ((await verify(text, known)).code) survivors.push(text);
        return survivors;
    }""", {"token": town.token(), "keys": town.resident.get("/keys")})
    assert survivors == []


def test_a_code_admits_one_pass_offline_too(device, installation, town):
    mine = device()
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    token = town.token()
    let_through(page, token)
    scan_again(page, token)
    page.wait_for_selector("[data-refusal='used_code']")


def test_a_code_past_its_end_is_genuine_and_aged(device, installation, town, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    page.evaluate("localStorage.setItem('clock-error', '120')")
    scan(page, town.token())
    page.wait_for_selector("[data-refusal='aged']")
    picture(page, "offline-aged", whole=False)


def test_a_clock_that_is_slow_is_noticed_and_times_go_by_the_server(device, installation, town, picture):
    mine = device("en")
    page = mine.open()
    sign_in(page, installation, COLLECTOR)
    page.evaluate("localStorage.setItem('clock-error', '-7200')")
    page.goto(f"/collect/{town.point}")
    page.wait_for_selector("[data-line='behind']:not([hidden])")
    assert "120 min slow" in page.locator("[data-line='behind']").inner_text()
    picture(page, "offline-clock-slow")
    mine.context.set_offline(True)
    let_through(page, town.token())
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)


def test_a_clock_set_back_without_a_network_is_betrayed_by_a_code_from_the_future(device, installation, town, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    page.evaluate("localStorage.setItem('clock-error', '-7200')")
    # At the last contact it was later than this device says now; a code issued well after that settles it.
    page.evaluate("""() => new Promise(resolve => {
        const request = indexedDB.open('checkpoint');
        request.onsuccess = () => {
            const store = request.result.transaction('notes', 'readwrite').objectStore('notes');
            store.put({ skew: 0, floor: 0 }, 'clock').onsuccess = () => resolve();
        };
    })""")
    page.reload()
    token = town.token()
    scan(page, token)
    page.wait_for_selector("[data-refusal='clock']")
    picture(page, "offline-clock-wrong", whole=False)
    scan_again(page, token)
    page.wait_for_selector("[data-step='check'][data-colour='green'] .offline-bar")


def test_a_session_that_ended_meanwhile_loses_no_pass(device, installation, town, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    mine.context.set_offline(True)
    let_through(page, town.token())
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in mine.context.cookies() if c["name"] == "session")
    csrf = page.evaluate("() => document.querySelector('input[name=csrf]')?.value ?? null")
    page.click("[data-again]")
    csrf = csrf or page.input_value("input[name=csrf]")
    status, _, _ = installation.anyone().raw(
        "DELETE", "/api/v1/sessions/current", headers={"Cookie": cookie, "X-CSRF-Token": csrf})
    assert status == 204
    mine.context.set_offline(False)
    page.wait_for_selector("[data-line='signed-out']:not([hidden])")
    assert waiting(page) == 1
    picture(page, "offline-signed-out")
    device.expect(401)
    sign_in(page, installation, COLLECTOR)
    page.goto(f"/collect/{town.point}")
    wait_for(page, lambda: town.passes() == 1)


def test_the_checkpoint_can_be_installed(device, installation, town):
    mine = device()
    page = prepare(mine, installation, town)
    errors = mine.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert errors == []


@pytest.mark.parametrize("room", [1, 200_000], ids=["nothing fits", "the worker fits"])
def test_a_device_that_was_full_is_ready_soon_after_there_is_room(device, installation, town, room):
    page = device().open()
    sign_in(page, installation, COLLECTOR)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": installation.address, "quotaSize": room})
    page.goto(f"/collect/{town.point}")
    page.wait_for_selector("[data-line='not-ready']:not([hidden])")
    page.wait_for_timeout(4_000)
    assert page.locator("[data-line='not-ready']").is_visible()
    session.send("Storage.overrideQuotaForOrigin", {"origin": installation.address})
    wait_until_ready(page, seconds=45)
