"""The people of a province as the file that `policy decide` takes: one JSON person a line, with their facts."""

import csv
import itertools
import json
import time

KINDS = {
    1: "confirmed", 5: "recovered", 6: "excluded", 7: "close_contact", 9: "fever_clinic", 10: "test",
    16: "declaration", 17: "checkin", 18: "stay"}
METHODS, RESULTS = ["nucleic_acid", "antibody_igg"], ["positive", "negative"]
DIAGNOSES = ["none", "confirmed", "suspected"]
SYMPTOMS = [
    "fever", "cough", "fatigue", "shortness_of_breath", "sore_throat", "runny_nose", "headache", "muscle_pain",
    "diarrhoea", "loss_of_taste_or_smell", "other"]


def _instant(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S+08:00", time.gmtime(int(seconds) + 8 * 3600))


def _fact(row):
    kind = KINDS[int(row["kind"])]
    if kind == "test":
        return {
            "kind": kind, "method": METHODS[int(row["method"])], "result": RESULTS[int(row["result"])],
            "sampled": _instant(row["sampled"]), "reported": _instant(row["starts"]), "region": row["region"][:6]}
    fact = {"kind": kind, "from": _instant(row["starts"])}
    if row["ends"]:
        fact["until"] = _instant(row["ends"])
    if kind in ("declaration", "checkin"):
        fact["symptoms"] = [name for bit, name in enumerate(SYMPTOMS) if int(row["symptoms"]) >> bit & 1]
        fact["diagnosis"] = DIAGNOSES[int(row["diagnosis"])]
        fact["contact"] = row["contact"] == "1"
        if row["temperature"]:
            fact["temperature"] = int(row["temperature"]) / 100
    else:
        fact["region"] = row["region"][:6]
    return fact


def write_lines(folder, people):
    """The first so many people of people.csv and facts.csv of a folder, as people.ndjson beside them."""
    part = folder / "people.ndjson.part"
    with open(folder / "people.csv") as persons, open(folder / "facts.csv") as facts, open(part, "w") as file:
        groups = itertools.groupby(csv.DictReader(facts), key=lambda row: row["person"])
        group = next(groups, None)
        for person in itertools.islice(csv.DictReader(persons), people):
            known = []
            if group and group[0] == person["person"]:
                known = [_fact(row) for row in group[1]]
                group = next(groups, None)
            line = {"person": person["person"], "region": person["region"][:6], "facts": known}
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    return part.rename(folder / "people.ndjson")
