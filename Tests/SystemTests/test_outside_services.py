"""The SMS gateway and the identity service behind HTTP: what they are asked, and what follows from their answers."""

import json
import re

import pytest

from installation import Client, Installation, Refused, register
from outside_service import outside_service

PHONE = "13800000001"


@pytest.fixture
def serving(directory):
    """Starts a server with further flags; it is stopped when the test ends."""
    directory.mkdir(mode=0o700)
    made = Installation(directory)
    yield lambda *flags: made.start(*flags)
    made.stop()


def code_in(text):
    return re.search(r"\b\d{6}\b", text).group()


def test_a_one_time_code_reaches_the_gateway_with_its_token_and_signs_in(serving):
    with outside_service(lambda _: (202, {})) as (address, received):
        installation = serving("--sms", address, "--sms-token", "sesame")
        anyone = installation.anyone()
        anyone.post("/otp", {"phone": PHONE})
        [(authorization, message)] = received
        assert authorization == "Bearer sesame"
        assert message["phone"].endswith(PHONE) and set(message) == {"phone", "text"}
        assert anyone.post("/sessions", {"phone": PHONE, "otp": code_in(message["text"])})["token"]
        assert not (installation.directory / "outbox.ndjson").exists()


def test_a_gateway_that_refuses_is_told_to_the_person_and_kept_out_of_the_log(serving):
    with outside_service(lambda _: (500, {})) as (address, received):
        installation = serving("--sms", address)
        with pytest.raises(Refused) as refused:
            installation.anyone().post("/otp", {"phone": PHONE})
        assert (refused.value.status, refused.value.kind) == (503, "sms-unavailable")
        log = (installation.directory.parent / "server.log").read_text()
        assert "SMS gateway" in log
        assert PHONE not in log and code_in(received[0][1]["text"]) not in log


def test_a_gateway_that_cannot_be_reached_is_told_to_the_person(serving):
    with outside_service(lambda _: (200, {})) as (address, _):
        pass
    installation = serving("--sms", address)
    with pytest.raises(Refused) as refused:
        installation.anyone().post("/otp", {"phone": PHONE})
    assert refused.value.kind == "sms-unavailable"


def identity_service(answer):
    return outside_service(lambda _: (200, answer))


def test_a_person_whom_the_identity_service_matches_is_registered_and_may_see_records(serving, number):
    with identity_service({"answer": "matched"}) as (address, received):
        installation = serving("--identity", address, "--identity-token", "sesame")
        resident, document = installation.sign_in(PHONE), number()
        person = register(resident, document)
        authorization, question = received[0]
        assert authorization == "Bearer sesame"
        assert (question["name"], question["document"]["number"]) == ("林晓雨", document)
        installation.add_source("First Hospital", "hospital").post("/records", {
            "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "confirmed",
            "from": "2026-01-02T08:00:00+08:00"})
        assert resident.get(f"/people/{person['id']}/code")["rule"] == "case"


@pytest.mark.parametrize("part, pointer", [("name", "/name"), ("document", "/document/number"), ("phone", "/phone")])
def test_a_mismatch_says_which_part_and_registers_nobody(serving, number, part, pointer):
    with identity_service({"answer": "mismatch", "part": part}) as (address, _):
        resident = serving("--identity", address).sign_in(PHONE)
        with pytest.raises(Refused) as refused:
            register(resident, number())
        assert refused.value.status == 422
        assert refused.value.kind == "identity-mismatch"
        assert pointer in json.dumps(refused.value.problem)
        assert resident.get("/people") == []


@pytest.mark.parametrize("answer", [{"answer": "unknown"}, {"answer": "perhaps"}, {"answer": "mismatch", "part": "shoe"}])
def test_a_service_that_knows_nothing_proves_nothing(serving, number, answer):
    with identity_service(answer) as (address, _):
        installation = serving("--identity", address)
        resident, document = installation.sign_in(PHONE), number()
        person = register(resident, document)
        installation.add_source("First Hospital", "hospital").post("/records", {
            "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "confirmed",
            "from": "2026-01-02T08:00:00+08:00"})
        code = resident.get(f"/people/{person['id']}/code")
        assert code["colour"] == "red" and code["rule"] != "case", "records are for a matched account alone"


def test_an_address_that_is_none_is_refused_at_start(directory):
    directory.mkdir(mode=0o700)
    installation = Installation(directory)
    done = installation.run("serve", "--port", "0", "--sms", "carrier pigeon", check=False)
    assert done.returncode == 2
    assert "--sms" in done.stderr and "carrier pigeon" in done.stderr
