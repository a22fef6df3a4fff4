"""What was revoked, known without a network: the list in the browser, and the six answers of a checkpoint's screen."""

import base64
import os
import random
import subprocess
import time

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from installation import BINARY
from steps import enter_temperature, sign_in
from test_offline import (  # noqa: F401
    COLLECTOR, base45, device, forged_elsewhere, let_through, prepare, scan, scan_again, town, wait_for, wait_until_ready,
    waiting)
from test_places import PACK

SIX = ["not_a_code", "foreign_code", "expired", "revoked_code", "forged_code", "insufficient"]


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "revocations", *map(str, arguments)], capture_output=True, text=True, input=stdin,
                          timeout=120)


def signed_by(installation, kind, issued, expires):
    """A code of the installation's own key, of any time: who holds it nobody knows."""
    pem = (installation.directory / "keys" / "signing.pem").read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    [published] = installation.anyone().get("/keys")["keys"]
    kid = base64.urlsafe_b64decode(published["kid"] + "=")
    header = cbor2.dumps({1: -7, 4: kid}, canonical=True)
    claims = cbor2.dumps({4: expires, 6: issued, 7: os.urandom(12), kind: [2, bytes(24)]}, canonical=True)
    der = key.sign(cbor2.dumps(["Signature1", header, b"", claims]), ec.ECDSA(hashes.SHA256()))
    signature = b"".join(part.to_bytes(32, "big") for part in utils.decode_dss_signature(der))
    return "JKM1:" + base45(cbor2.dumps([header, {}, claims, signature]))


# The number of the list that the device has.
SEQUENCE = """async () => {
    const { note } = await import('/assets/0/offline/vault.js');
    const { importKeys } = await import('/assets/0/offline/code.js');
    const { Revocations } = await import('/assets/0/offline/revocations.js');
    const list = await Revocations.open(await note('revocations'), await importKeys((await note('keys')).set));
    return list.statement.sequence;
}"""


def listed(page, count):
    """Waits until the device has a list of so many."""
    wait_for(page, lambda: count == page.evaluate(
        """async () => {
            const { note } = await import('/assets/0/offline/vault.js');
            const kept = await note('revocations');
            return kept && new DataView(kept.list.buffer, kept.list.byteOffset).getUint32(1);
        }"""))


def served(installation, count, folder):
    """Waits until the server has signed a list of so many."""
    for _ in range(200):
        (folder / "served.bin").write_bytes(installation.anyone().raw("GET", "/api/v1/revocations")[1])
        if f", {count} revoked" in run("show", folder / "served.bin").stdout:
            return
        time.sleep(0.1)
    raise AssertionError(f"no list of {count} is served")


def visit(page):
    """Lets the page ask the server now, as it does each minute by itself."""
    page.evaluate("dispatchEvent(new Event('online'))")


@pytest.fixture
def demanding(installation, tmp_path):
    """A point in a place that asks for a test besides a green code."""
    pack = tmp_path / "pack.yaml"
    later = PACK.replace("2020-02-16", "2020-03-01")
    pack.write_text(later.replace("passes: yes", "passes: [{allowed: yes, test: {within: 48h, result: negative}}]"))
    assert installation.run("policy", "publish", pack).returncode == 0
    installation.run("staff", "add", "--role", "collector", "--phone", COLLECTOR, "--name", "秦春燕", "--region", "330100")
    return installation.add_point("东站", "330106")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_six_different_answers_online_and_offline_each_with_what_to_do(
        device, installation, town, demanding, picture, language):
    paper = town.resident.post(f"/people/{town.person['id']}/printed", {})
    town.resident.call("DELETE", f"/people/{town.person['id']}/printed/{paper['id']}")
    now = int(time.time())
    mine = device(language)
    page = prepare(mine, installation, town)
    page.goto(f"/collect/{demanding}")
    wait_until_ready(page)
    listed(page, 1)
    seen = {}
    for where in ["online", "offline"]:
        mine.context.set_offline(where == "offline")
        token = town.token()
        texts = {
            "not_a_code": "https://example.com/", "foreign_code": forged_elsewhere(),
            "expired": signed_by(installation, -65538, now - 200, now - 100), "revoked_code": paper["token"],
            "forged_code": token[:100] + ("A" if token[100] != "A" else "B") + token[101:], "insufficient": token,
        }
        for name in SIX:
            scan(page, texts[name])
            page.wait_for_selector("[data-step='outcome'] .verdict-do, [data-standing='insufficient']")
            assert page.locator(".offline-bar").count() == (where == "offline")
            seen[where, name] = page.locator(".verdict-word").inner_text()
            picture(page, f"answer-{where}-{name}-{language}", whole=False)
            page.click("[data-again]")
            page.wait_for_selector("#station[data-step='scan']")
        assert len({seen[where, name] for name in SIX}) == 6, seen
    device.expect(422)


def test_a_device_learns_what_was_revoked_by_small_changes_and_refuses_it_offline(
        device, installation, town, tmp_path):
    first = town.resident.post(f"/people/{town.person['id']}/printed", {})
    mine = device("en")
    page = prepare(mine, installation, town)
    installation.run("revocations", "add", "--ids", "-", stdin="\n".join(f"id {n:016x}" for n in range(1_500)))
    served(installation, 1_500, tmp_path)
    visit(page)
    listed(page, 1_500)
    before = page.evaluate(SEQUENCE)
    town.resident.call("DELETE", f"/people/{town.person['id']}/printed/{first['id']}")
    served(installation, 1_501, tmp_path)
    visit(page)
    listed(page, 1_501)
    after = page.evaluate(SEQUENCE)
    change = installation.anyone().raw("GET", f"/api/v1/revocations?since={before}")
    assert change[2]["ETag"] == f'"{before}-{after}"' and len(change[1]) < 400
    sizes = page.evaluate("""() => performance.getEntriesByType('resource')
        .filter(entry => entry.name.includes('/revocations')).map(entry => [entry.name, entry.encodedBodySize])""")
    assert sizes[-1][0].endswith(f"since={before}") and sizes[-1][1] < 400, sizes
    mine.context.set_offline(True)
    page.reload()
    scan(page, first["token"])
    page.wait_for_selector("[data-refusal='revoked_code']")
    assert "By the list of" in page.locator(".verdict-say").inner_text()


def test_lists_that_are_too_old_are_warned_of(device, installation, town, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    paper = town.resident.post(f"/people/{town.person['id']}/printed", {})
    mine.context.set_offline(True)
    page.evaluate("localStorage.setItem('clock-error', String(25 * 3600))")
    page.reload()
    page.wait_for_selector("[data-line='old']:not([hidden])")
    picture(page, "lists-old")
    scan(page, paper["token"])
    page.wait_for_selector("[data-step='check'] .identity-line[data-when='old']:visible")
    picture(page, "lists-old-check", whole=False)


def test_a_list_that_somebody_else_signed_is_not_taken(device, installation, town, tmp_path, picture):
    mine = device("en")
    page = prepare(mine, installation, town)
    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(key)
    forged = tmp_path / "forged.bin"
    assert run("make", "-", "--key", tmp_path / "key.pem", "--out", forged, stdin="id 0123456789abcdef").returncode == 0
    page.route("**/api/v1/revocations*", lambda route: route.fulfill(
        status=200, body=forged.read_bytes(), content_type="application/cbor"))
    visit(page)
    page.wait_for_selector("[data-line='refused']:not([hidden])")
    picture(page, "lists-refused")
    listed(page, 0)


@pytest.mark.parametrize("count", [0, 3, 1_023, 1_024, 2_000, 262_143, 262_144, 300_000])
def test_the_browser_and_the_command_read_lists_alike(device, installation, town, tmp_path, count):
    page = prepare(device(), installation, town)
    chance = random.Random(count)
    draw = lambda number: {chance.getrandbits(64) for _ in range(number)}  # noqa: E731
    shared, gone, fresh = draw(count), draw(min(count, 5)), draw(7)
    gone = set(sorted(shared)[:len(gone)])
    (tmp_path / "key.pem").write_bytes((installation.directory / "keys" / "signing.pem").read_bytes())
    trust = tmp_path / "keys.json"
    trust.write_bytes(installation.anyone().raw("GET", "/api/v1/keys")[1])
    old, new, change = (tmp_path / name for name in ["old.bin", "new.bin", "change.bin"])
    for file, ids, sequence in [(old, shared, 1), (new, (shared - gone) | fresh, 2)]:
        made = run("make", "-", "--key", tmp_path / "key.pem", "--out", file, "--sequence", sequence,
                   stdin="".join(f"id {each:016x}\n" for each in ids))
        assert made.returncode == 0, made.stderr
    assert run("delta", old, new, "--trust", trust, "--out", change).returncode == 0
    samples = [*chance.sample(sorted(shared), min(count, 500)), *gone, *fresh, *draw(500), 0, (1 << 64) - 1]
    encoded = [base64.b64encode(file.read_bytes()).decode() for file in [old, new, change]]
    answers = page.evaluate("""async ({ files, samples, keys }) => {
        const { Revocations } = await import('/assets/0/offline/revocations.js');
        const { importKeys } = await import('/assets/0/offline/code.js');
        const known = await importKeys(keys);
        const [old, next, change] = files.map(text => Uint8Array.from(atob(text), c => c.charCodeAt(0)));
        const id = text => Uint8Array.from(text.match(/../g), pair => parseInt(pair, 16));
        const before = await Revocations.read(old, known);
        const after = await Revocations.read(next, known);
        const changed = await before.updated(change, known);
        const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
        const faults = {};
        const fault = async (name, act) => { faults[name] = await act().then(() => 'taken', error => error.fault); };
        await fault('again', () => after.updated(change, known));
        await fault('back', () => after.updated(old, known));
        await fault('cut', () => Revocations.read(old.subarray(0, old.length - 1), known));
        await fault('foreign', () => Revocations.read(old, new Map()));
        const edited = old.slice();
        edited[40] ^= 1;
        await fault('edited', () => Revocations.read(edited, known));
        const flipped = old.slice();
        flipped[flipped.length - 1] ^= 1;
        await fault('flipped', () => Revocations.read(flipped, known));
        return {
            faults, count: after.count, same: same(changed.kept.list, after.kept.list),
            old: samples.map(text => before.contains(id(text))), next: samples.map(text => changed.contains(id(text))),
        };
    }""", {"files": encoded, "samples": [f"{each:016x}" for each in samples], "keys": installation.anyone().get("/keys")})
    assert answers["old"] == [each in shared for each in samples]
    assert answers["next"] == [each in (shared - gone) | fresh for each in samples]
    assert answers["count"] == len((shared - gone) | fresh) and answers["same"]
    faults = answers["faults"]
    assert (faults["again"], faults["back"], faults["foreign"]) == ("otherStart", "notNewer", "foreign")
    assert "taken" not in faults.values(), faults
    for name, damage in [("cut", lambda data: data[:-1]), ("flipped", lambda data: data[:-1] + bytes([data[-1] ^ 1]))]:
        (tmp_path / "damaged.bin").write_bytes(damage(old.read_bytes()))
        assert run("verify", tmp_path / "damaged.bin", "--trust", trust).returncode == 1, name


def test_hashed_ids_are_those_of_the_library(device, installation, town, tmp_path):
    page = prepare(device(), installation, town)
    [key] = installation.anyone().get("/keys")["keys"]
    code = os.urandom(12).hex()
    (tmp_path / "ids").write_text(f"code {code} {key['kid']}\nkey AQIDBAUGBwg\n")
    made = run("make", tmp_path / "ids", "--key", installation.directory / "keys" / "signing.pem", "--out",
               tmp_path / "list.bin")
    assert made.returncode == 0, made.stderr
    found = page.evaluate("""async ({ file, keys, code }) => {
        const { Revocations } = await import('/assets/0/offline/revocations.js');
        const { importKeys } = await import('/assets/0/offline/code.js');
        const known = await importKeys(keys);
        const [keyID] = known.keys();
        const list = await Revocations.read(Uint8Array.from(atob(file), c => c.charCodeAt(0)), known);
        return [await list.revokesCode(code, keyID), await list.revokesKey('0102030405060708'),
            await list.revokesCode(code, '0102030405060708'), await list.revokesKey(keyID)];
    }""", {"file": base64.b64encode((tmp_path / "list.bin").read_bytes()).decode(), "code": code,
           "keys": {"keys": [key]}})
    assert found == [True, True, False, False]


def test_a_pass_is_delivered_in_the_background_after_the_page_is_closed(device, installation, town):
    mine = device()
    mine.delivers_in_background = True
    page = prepare(mine, installation, town)
    assert any(worker.url.endswith("/station-worker.js") for worker in mine.context.service_workers)
    mine.context.set_offline(True)
    # What the page itself would send is lost.
    page.route("**/api/v1/passes", lambda route: route.abort())
    let_through(page, town.token())
    page.goto("about:blank")
    mine.context.set_offline(False)
    wait_for(page, lambda: town.passes() == 1)
    page.goto(f"/collect/{town.point}")
    wait_until_ready(page)
    assert waiting(page) == 0 and town.passes() == 1
