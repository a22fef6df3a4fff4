"""A pack is published by two people, or not at all: SIGKILL in the middle of an approval, and of a simulation."""

import http.client
import re
import sqlite3
import threading
import time
import urllib.parse

import pytest

from installation import eventually

ONE, TWO = "13900000011", "13900000012"
PACK = "Jurisdictions/hubei/2020-04-01/pack.yaml"


class Pages:
    """An administrator's browser without scripts: it keeps cookies and sends forms."""

    def __init__(self, installation, phone):
        self.cookies = {}
        self.address = urllib.parse.urlsplit(installation.address).netloc
        self.send("/sign-in", {"phone": phone})
        self.send("/sign-in/code", {"code": installation.one_time_code(phone), "phone": phone})

    def go(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Language": "en"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        self.status, self.path, self.text = answer.status, path, text
        return self.go("GET", answer.headers["Location"]) if answer.status == 303 else self

    def open(self, path):
        return self.go("GET", path)

    def send(self, path, fields):
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', getattr(self, "text", "")))
        return self.go("POST", path, urllib.parse.urlencode(hidden | fields))


@pytest.fixture
def province(installation):
    """Two administrators of Hubei, and the text of a pack that takes effect in some decades."""
    for phone, name in [(ONE, "方明"), (TWO, "叶岚")]:
        installation.run("staff", "add", "--role", "administrator", "--phone", phone, "--name", name, "--region", "420000")
    text = open(PACK, encoding="utf-8").read().replace("for: 14d", "for: 21d")
    return installation, lambda round: text.replace("2020-04-01T", f"2099-04-{round:02d}T", 1)


def proposed(installation, pages, text):
    """Proposes a pack and waits for its simulation; gives the proposal's path."""
    pages.open("/console/propose")
    pages.send("/console/propose", {"text": text, "scenarios": ""})
    path = re.match(r"/console/proposals/\d+", pages.path).group(0)
    simulated(pages, path)
    return path


def simulated(pages, path):
    """Waits until no simulation of a proposal runs any more."""
    eventually(lambda: not pages.open(path + "/simulation").path.endswith("/simulation"))


def test_sigkill_in_the_middle_of_an_approval_leaves_it_whole_or_undone(province):
    installation, pack = province
    outcomes = set()
    for round in range(1, 9):
        one, two = Pages(installation, ONE), Pages(installation, TWO)
        path = proposed(installation, one, pack(round))
        two.open(path + "/approve")
        answered = []

        def approve():
            try:
                answered.append(two.send(path + "/approve", {}).status)
            except (OSError, http.client.HTTPException):
                pass

        approval = threading.Thread(target=approve)
        approval.start()
        time.sleep(0.0008 * (round - 1))
        installation.kill()
        approval.join()
        database = sqlite3.connect(installation.directory / "healthcode.sqlite")
        number = int(path.rsplit("/", 1)[1])
        acts = [row[0] for row in database.execute("SELECT act FROM proposal_acts WHERE proposal = ? ORDER BY number", [number])]
        packs = database.execute("SELECT count(*) FROM packs WHERE version = ?", [f"2099-04-{round:02d}"]).fetchone()[0]
        database.close()
        assert (acts, packs) in [([], 0), (["approved", "published"], 1)]
        assert not answered or packs == 1, "what was acknowledged is there"
        outcomes.add(packs)
        installation.start()
        again = Pages(installation, TWO).open(path)
        assert ("is-published" in again.text) == (packs == 1)
        assert (f"/console/packs/420000/2099-04-{round:02d}" in again.open("/console").text) == (packs == 1)
    assert outcomes, "nothing was tried"


def test_a_simulation_that_a_stop_cut_off_is_said_to_be_and_can_be_run_again(province, tmp_path):
    installation, pack = province
    path = proposed(installation, Pages(installation, ONE), pack(20))
    # The rules change, so that it has to be run anew; the stop comes in the middle of that.
    notices = tmp_path / "risk.csv"
    notices.write_text("region,level,from,until\n420502,high,2020-04-05,\n")
    installation.run("regions", "risk", "import", str(notices))
    installation.kill()
    with sqlite3.connect(installation.directory / "healthcode.sqlite") as database:
        database.execute(
            "INSERT INTO simulation_runs (proposal, state, asked) VALUES (?, 'running', ?)",
            [int(path.rsplit("/", 1)[1]), int(time.time())])
    installation.start()
    pages = Pages(installation, TWO)
    simulated(pages, path)
    assert "The simulation was cut off" in pages.text
    pages.send(path + "/simulate", {})
    simulated(pages, path)
    assert "The simulation is finished" in pages.text and f"{path}/approve" in pages.text
