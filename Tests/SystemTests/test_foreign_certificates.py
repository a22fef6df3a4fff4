"""Certificates of other countries, from outside: at a checkpoint and with a person, by lists and rules in the data directory."""

import pytest

from abroad import Abroad, abroad, installation  # noqa: F401
from installation import Refused, register

COLLECTOR = "13900000001"


@pytest.fixture
def collector(installation):
    installation.add_collector(COLLECTOR)
    client = installation.sign_in(COLLECTOR)
    client.point = installation.add_point()
    return client


def check(collector, text):
    return collector.post("/checks", {"token": text, "point": collector.point})


def refusal(collector, text):
    with pytest.raises(Refused) as refused:
        check(collector, text)
    return refused.value


def test_a_visitor_passes_on_a_certificate_that_the_pack_lets_count(abroad, collector, installation):
    text = abroad.vaccination()
    seen = check(collector, text)
    shown = seen["certificate"]
    assert seen["colour"] == "green" and "document" in seen["needs"]
    assert shown["verdict"] == "valid" and shown["recognised_as"] == "partners" and shown["birth_year"] == "1990"
    assert shown["name"] == seen["name"] == "林*雨"
    assert [rule["met"] for rule in shown["rules"]] == [True]
    body = {"id": "6f1f1f0a-0000-4000-8000-000000000001", "token": text, "point": collector.point, "temperature": 36.5}
    first = collector.post("/passes", body)
    assert first["allowed"] and collector.post("/passes", body)["pass"] == first["pass"]
    # Nothing of the visitor lies in the database.
    kept = b"".join(file.read_bytes() for file in installation.directory.glob("healthcode.sqlite*"))
    assert b"XIAOYU" not in kept and text.encode() not in kept


def test_a_rule_that_is_not_met_explains_itself_and_stops(abroad, collector):
    text = abroad.vaccination(dose=1)
    seen = check(collector, text)
    assert seen["colour"] == "grey" and seen["certificate"]["verdict"] == "insufficient"
    assert "必须完成全部剂次" in seen["certificate"]["rules"][0]["explanation"]
    body = {"token": text, "point": collector.point}
    seen = collector.post("/checks", body, headers={"Accept-Language": "en"})
    assert "All doses must have been given." in seen["certificate"]["rules"][0]["explanation"]
    passed = collector.post("/passes", {"token": text, "point": collector.point, "temperature": 36.5})
    assert not passed["allowed"] and passed["why"] == "certificate"


def test_each_refusal_has_a_type_of_its_own_with_reasons_by_layer(abroad, collector, installation):
    good = abroad.vaccination()
    expired = refusal(collector, abroad.vaccination(days=-1))
    assert expired.kind == "expired-certificate"
    assert expired.problem["certificate"]["reasons"][0]["layer"] == "time"
    edited = good[:-3] + ("AAA" if not good.endswith("AAA") else "BBB")
    assert refusal(collector, edited).kind in ("forged-certificate", "unreadable-certificate")
    assert refusal(collector, Abroad().vaccination()).kind == "untrusted-certificate"
    assert refusal(collector, "shc:/5676").kind == "unreadable-certificate"
    abroad.distrust(installation.directory)
    assert refusal(collector, good).kind == "untrusted-certificate"


def test_a_list_that_is_pinned_counts_for_that_place_and_kind_alone(abroad, collector, installation):
    text = abroad.vaccination()

    def pin(region, *formats):
        installation.run("trust", "pin", "partners", "--for", region, *formats)

    pin("330000")
    assert refusal(collector, text).kind == "untrusted-certificate"
    pin("420000", "--formats", "smart-health-card")
    assert refusal(collector, text).kind == "forged-certificate"
    pin("420000", "--formats", "smart-health-card,eu-dcc")
    assert check(collector, text)["certificate"]["verdict"] == "valid"
    installation.run("trust", "unpin", "partners")
    assert check(collector, text)["certificate"]["verdict"] == "valid"
    missing = installation.run("trust", "pin", "nobody", "--for", "420000", check=False)
    assert missing.returncode == 3 and "no list nobody" in missing.stderr


def test_a_resident_adds_a_certificate_and_takes_it_off(abroad, installation, number):
    client = installation.sign_in("13800000001")
    person = register(client, number(), name="林晓雨")
    path = f"/people/{person['id']}/certificates"
    with pytest.raises(Refused) as refused:
        client.post(path, {"certificate": abroad.vaccination(birth="1980-01-02")})
    assert refused.value.kind == "certificate-of-another"
    with pytest.raises(Refused) as refused:
        client.post(path, {"certificate": abroad.vaccination(dose=1, birth="1980-01-01")})
    assert refused.value.kind == "insufficient-certificate"
    assert refused.value.problem["certificate"]["rules"][0]["met"] is False
    assert client.get(path) == []
    colour = client.get(f"/people/{person['id']}/code")["colour"]
    added = client.post(path, {"certificate": abroad.vaccination(birth="1980-01-01")})
    assert added["recorded"]["kind"] == "vaccinated" and "until" in added["recorded"]
    assert client.get(f"/people/{person['id']}/code")["colour"] == colour
    client.call("DELETE", f"{path}/{added['id']}")
    listed = client.get(path)
    assert listed[0]["because"] == "removed" and "certificate" not in listed[0]
