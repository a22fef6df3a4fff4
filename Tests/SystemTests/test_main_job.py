"""The main job over HTTP alone: declare, get a colour, be reported, be scanned, be let through."""

import uuid

import pytest

from installation import Refused, YICHANG, instant, register


def declare(client, person, **answers):
    declaration = {"kind": "staying", "symptoms": [], "diagnosis": "none", "contact": False, "stays": [], "truthful": True}
    return client.post(f"/people/{person['id']}/declarations", declaration | answers)


def test_a_resident_declares_and_holds_a_green_code(installation, number):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    declare(resident, person)
    code = resident.get(f"/people/{person['id']}/code")
    assert code["colour"] == "green"
    assert code["token"].startswith("JKM1:")
    assert "晓" not in code["name"] and code["document"].count("*") >= 8


def test_a_record_of_a_source_changes_the_colour_by_itself(installation, number):
    resident = installation.sign_in("13800000001")
    document = number()
    person = register(resident, document)
    hospital = installation.add_source("First Hospital", "hospital")
    answer = hospital.post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "confirmed", "from": instant(-60)})
    assert "accepted" in str(answer)
    assert resident.get(f"/people/{person['id']}/code")["colour"] == "red"


def test_a_record_waits_for_a_person_who_registers_later(installation, number):
    document = number()
    centre = installation.add_source("Disease Control", "cdc")
    answer = centre.post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "close_contact", "from": instant(-60)})
    assert "waiting" in str(answer)
    person = register(resident := installation.sign_in("13800000001"), document)
    assert resident.get(f"/people/{person['id']}/code")["colour"] == "yellow"


def test_fever_elsewhere_is_grey_and_says_when_it_turns_green(installation, number):
    resident = installation.sign_in("13800000001")
    document = number(YICHANG)
    person = register(resident, document, region=YICHANG)
    clinic = installation.add_source("Fever Clinic", "clinic", YICHANG)
    clinic.post("/records", {
        "id": "r-1", "document": {"type": "resident_id", "number": document}, "kind": "fever_clinic", "from": instant(-3600)})
    code = resident.get(f"/people/{person['id']}/code")
    assert (code["colour"], code["changes_to"]) == ("grey", "green")
    assert code["changes_at"] == instant(-3600 + 7 * 86400)[:16] + code["changes_at"][16:]


def test_a_collector_scans_takes_the_temperature_and_lets_pass(installation, number):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    token = resident.get(f"/people/{person['id']}/code")["token"]
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    check = collector.post("/checks", {"token": token, "point": point})
    assert check["colour"] == "green" and "temperature" in check["needs"]
    crossing = {"id": str(uuid.uuid4()), "token": token, "point": point, "temperature": 36.5}
    first = collector.post("/passes", crossing)
    assert first["allowed"] is True
    assert collector.post("/passes", crossing)["pass"] == first["pass"]
    with pytest.raises(Refused) as again:
        collector.post("/passes", crossing | {"id": str(uuid.uuid4())})
    assert (again.value.status, again.value.kind) == (422, "used-code")


def test_three_checkpoints_see_three_different_codes(installation, number):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    seen = set()
    for _ in range(3):
        token = resident.get(f"/people/{person['id']}/code")["token"]
        collector.post("/passes", {"id": str(uuid.uuid4()), "token": token, "point": point, "temperature": 36.6})
        seen.add(token)
    assert len(seen) == 3


def test_fever_at_the_checkpoint_does_not_pass(installation, number):
    resident = installation.sign_in("13800000001")
    person = register(resident, number())
    token = resident.get(f"/people/{person['id']}/code")["token"]
    collector = installation.add_collector("13900000001")
    crossing = {"id": str(uuid.uuid4()), "token": token, "point": installation.add_point(), "temperature": 37.3}
    assert collector.post("/passes", crossing)["allowed"] is False
