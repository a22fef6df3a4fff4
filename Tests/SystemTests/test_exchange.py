"""Two places with a health code each: a code of one is checked at a checkpoint of the other, both ways."""

import json
import uuid

import pytest

from installation import Installation, Refused, eventually, instant, register
from wiretap import wiretap

HANGZHOU = "330102"
NAME = "林晓雨"


class Place:
    """An installation with a checkpoint and a resident of its own."""

    def __init__(self, directory, name, phone, number, region="420106"):
        directory.mkdir(mode=0o700, parents=True)
        self.name = name
        self.installation = Installation(directory / "data")
        self.installation.directory.mkdir(mode=0o700)
        self.installation.start()
        self.resident = self.installation.sign_in(phone)
        self.document = number
        self.person = register(self.resident, number, name=NAME, region=region)["id"]
        self.point = self.installation.add_point()
        self.collector = self.installation.add_collector("13900000001")

    def token(self):
        return self.resident.get(f"/people/{self.person}/code")["token"]

    def check(self, token):
        return self.collector.post("/checks", {"token": token, "point": self.point})

    def admit(self, token, **more):
        crossing = {"id": str(uuid.uuid4()), "token": token, "point": self.point, "temperature": 36.5}
        return self.collector.post("/passes", crossing | more)

    def knows(self, other, directory):
        keys = directory / f"keys of {other.name}.json"
        keys.write_text(other.installation.run("key", "export").stdout)
        return self.installation.run(
            "peer", "add", "--name", other.name, "--region", "330000", "--address", other.installation.address,
            "--keys", str(keys)).stdout.strip()

    def ask(self, peer, exchange, body, check=True):
        return self.installation.run("peer", "ask", peer, exchange, "-", stdin=json.dumps(body), check=check)

    def paper(self):
        return {"document": {"type": "resident_id", "number": self.document}, "name": NAME}


@pytest.fixture
def places(tmp_path, number):
    here = Place(tmp_path / "here", "Here", "13800000001", number())
    there = Place(tmp_path / "there", "There", "13800000002", number())
    yield here, there
    here.installation.stop()
    there.installation.stop()


@pytest.fixture
def friends(places, tmp_path):
    """Both places, and the number that each has for the other."""
    here, there = places
    return here, there, here.knows(there, tmp_path), there.knows(here, tmp_path)


def problem(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.status, refused.value.kind


def test_a_code_of_one_place_is_checked_at_the_other_both_ways(friends):
    here, there, *_ = friends
    for issuer, checker in [(here, there), (there, here)]:
        seen = checker.check(issuer.token())
        assert seen["colour"] == "green" and seen["issuer"]["reached"] is True
        assert seen["issuer"]["name"] == issuer.name
        assert seen["name"] == "林*雨" and seen["document"].count("*") >= 8
        assert "temperature" in seen["needs"]


def test_the_state_is_the_one_of_now_and_not_the_one_in_the_code(friends):
    here, there, *_ = friends
    token = here.token()
    here.installation.add_source("First Hospital", "hospital").post("/records", {
        "id": "r-1", "document": here.paper()["document"], "kind": "confirmed", "from": instant(-60)})
    assert there.check(token)["colour"] == "red"
    assert there.admit(token)["allowed"] is False


def test_a_visitor_passes_once_with_a_code(friends):
    here, there, *_ = friends
    token, crossing = here.token(), str(uuid.uuid4())
    first = there.admit(token, id=crossing)
    assert first["allowed"] is True and first["issuer"]["name"] == "Here"
    assert there.admit(token, id=crossing)["pass"] == first["pass"]
    assert problem(lambda: there.admit(token)) == (422, "used-code")


def test_while_the_issuer_is_down_its_signature_is_gone_by(friends):
    here, there, *_ = friends
    token = here.token()
    here.installation.stop()
    seen = there.check(token)
    assert seen["colour"] == "green" and seen["issuer"]["reached"] is False
    assert seen["name"] is None and "document" in seen["needs"]
    assert there.admit(token)["allowed"] is True
    here.installation.start()
    # On another port: what is known of its address is out of date, and that harms nothing.
    assert there.check(there.token())["colour"] == "green"


def test_a_place_that_is_not_known_is_foreign(places):
    here, there = places
    assert problem(lambda: there.check(here.token())) == (422, "foreign-code")


def test_a_place_that_is_revoked_is_foreign_again(friends):
    here, there, _, number = friends
    there.installation.run("peer", "revoke", number)
    assert problem(lambda: there.check(here.token())) == (422, "foreign-code")
    asked = here.ask(friends[2], "health-query", there.paper(), check=False)
    assert asked.returncode == 3


def test_an_edited_code_of_another_place_is_forged(friends):
    here, there, *_ = friends
    token = here.token()
    edited = token[:60] + ("0" if token[60] != "0" else "1") + token[61:]
    assert problem(lambda: there.check(edited))[1] in ("forged-code", "foreign-code", "not-a-code")


def test_the_state_of_a_person_is_told_for_document_and_name(friends):
    here, there, peer, _ = friends
    state = json.loads(here.ask(peer, "health-query", there.paper()).stdout)
    assert state["colour"] == "green" and state["advice"]["zh"] and "name" not in state
    wrong = here.ask(peer, "health-query", there.paper() | {"name": "王建国"}, check=False)
    assert wrong.returncode == 3 and "There refuses: no-such-person" in wrong.stderr


def test_a_code_is_called_to_be_shown_elsewhere(friends):
    here, there, peer, _ = friends
    code = json.loads(here.ask(peer, "code-call", there.paper()).stdout)
    assert there.check(code["token"])["name"] == "林*雨"


def test_a_code_is_made_for_a_person_of_a_place_without_one(friends, number):
    here, there, peer, _ = friends
    body = {
        "name": "王建国", "document": {"type": "resident_id", "number": number()}, "region": "420106",
        "phone": "13800000009", "consent": "2020-04-01"}
    made = json.loads(here.ask(peer, "code-making", body).stdout)
    assert made["made"] is True
    [person] = there.installation.sign_in("13800000009").get("/people")
    assert person["name"] == "王*国"


def declaration(place, **more):
    return {"id": "d-1", "declared_at": instant(-60), "document": place.paper()["document"], "symptoms": ["fever"]} | more


def test_a_declaration_made_elsewhere_counts_and_can_be_corrected(friends):
    here, there, peer, _ = friends
    said = declaration(there)
    assert json.loads(here.ask(peer, "declaration", said).stdout) == {"outcome": "accepted"}
    assert there.resident.get(f"/people/{there.person}/code")["colour"] == "yellow"
    assert json.loads(here.ask(peer, "declaration", said).stdout) == {"outcome": "repeated"}
    conflict = here.ask(peer, "declaration", declaration(there, symptoms=[]), check=False)
    assert conflict.returncode == 3
    here.ask(peer, "correction", {"id": "c-1", "corrects": "d-1"})
    assert there.resident.get(f"/people/{there.person}/code")["colour"] == "green"


def test_an_itinerary_becomes_stays(friends):
    here, there, peer, _ = friends
    body = {
        "id": "i-1", "document": there.paper()["document"],
        "stays": [{"region": HANGZHOU, "from": instant(-86_400), "until": instant(-3_600)}]}
    assert json.loads(here.ask(peer, "itinerary", body).stdout) == {"outcome": "accepted"}
    body["stays"][0]["region"] = "999999"
    refused = here.ask(peer, "itinerary", body | {"id": "i-2"}, check=False)
    assert refused.returncode == 3


def test_keys_are_fetched_anew_under_a_known_signature(friends):
    here, there, _, _ = friends
    before = here.token()
    here.installation.run("key", "new")
    eventually(lambda: len(here.installation.anyone().get("/keys")["keys"]) == 2)
    there.installation.run("peer", "refresh")
    here.installation.run("key", "rotate")
    eventually(lambda: here.token() != before)
    assert there.check(here.token())["issuer"]["reached"] is True


def test_keys_of_a_place_that_is_down_stay_as_they_were(friends):
    here, there, *_ = friends
    token = here.token()
    here.installation.stop()
    done = there.installation.run("peer", "refresh", check=False)
    assert done.returncode == 1 and "Here cannot be reached" in done.stdout
    assert there.check(token)["colour"] == "green"


def test_a_place_that_does_not_know_us_is_not_said_to_be_silent(places, tmp_path):
    here, there = places
    peer = here.knows(there, tmp_path)
    done = here.installation.run("peer", "refresh", check=False)
    assert done.returncode == 1 and "There refuses: unknown-peer" in done.stdout
    asked = here.ask(peer, "health-query", there.paper(), check=False)
    assert asked.returncode == 3 and asked.stderr == "healthcode: There refuses: unknown-peer\n"


def test_a_message_taken_once_is_not_taken_again(friends):
    here, there, peer, _ = friends
    with wiretap(there.installation.address) as (address, messages):
        keys = here.installation.directory.parent / "keys.json"
        keys.write_text(there.installation.run("key", "export").stdout)
        tapped = here.installation.run(
            "peer", "add", "--name", "Tapped", "--region", "330000", "--address", address, "--keys", str(keys))
        here.ask(tapped.stdout.strip(), "health-query", there.paper())
    [(path, message)] = messages
    anyone = there.installation.anyone()
    status, answer, _ = anyone.raw("POST", path, message, content_type="application/cose")
    assert status == 409 and json.loads(answer)["type"].endswith("replayed-message")
    other = path.replace("health-query", "code-call")
    status, answer, _ = anyone.raw("POST", other, message, content_type="application/cose")
    assert status == 422 and json.loads(answer)["type"].endswith("misdirected-message")
    edited = message[:-1] + bytes([message[-1] ^ 1])
    status, answer, _ = anyone.raw("POST", path, edited, content_type="application/cose")
    assert status == 401 and json.loads(answer)["type"].endswith("unknown-peer")
    status, answer, _ = here.installation.anyone().raw("POST", path, message, content_type="application/cose")
    assert status in (401, 422), "a message for one place is worth nothing at another"
