"""DuckDB, asked for the present colours of a province by SQL, over the same facts in its own tables.

    duck.py load FOLDER            people.csv and facts.csv of FOLDER into FOLDER/province.duckdb
    duck.py colours FOLDER AT DAYS ROUNDS [COUNTY…]
                                   how many people of each colour at an instant, by county; contacts are watched for DAYS,
                                   and these counties are sealed then
    duck.py read FILE ROUNDS       the people of an NDJSON file are read, and their facts counted

Its rules are Hubei's of 1 April 2020 written by hand as one aggregation over the facts, which is how SQL likes them best:
of each person the latest of what matters. It gives the colour alone: no rule, no beginning, no next change, no log.
"""

import sys
import time
from pathlib import Path

import duckdb

QUERY = """
WITH facts AS (
    SELECT person,
        max(starts) FILTER (
            kind IN (1, 2, 3, 4) AND (ends IS NULL OR ends > $at) OR kind = 10 AND method = 0 AND result = 0) AS ill,
        max(starts) FILTER (kind IN (5, 6)) AS well,
        max(starts) FILTER (kind = 6) AS excluded,
        max(starts) FILTER (kind = 9 AND region // 100000000 = 4201) AS clinic,
        max(starts) FILTER (kind = 9 AND region // 10000000000 = 42 AND region // 100000000 <> 4201) AS clinic_elsewhere,
        max(starts) FILTER (kind = 7) AS contact,
        arg_max(symptoms & 1 <> 0 OR diagnosis > 0 OR coalesce(temperature >= 3730, false), (starts, number))
            FILTER (kind = 16) AS declared
    FROM facts WHERE starts <= $at GROUP BY person
), colours AS (
    SELECT person, CASE
        WHEN ill >= coalesce(well, ill) THEN 'red'
        WHEN clinic >= coalesce(excluded, clinic) THEN 'red'
        WHEN contact > $at - $days * 86400 THEN 'yellow'
        WHEN clinic_elsewhere > $at - 7 * 86400 THEN 'grey'
        WHEN declared THEN 'yellow'
        ELSE 'green' END AS colour
    FROM facts
)
SELECT region,
    CASE WHEN colour = 'red' THEN 'red' WHEN region IN (SELECT unnest($sealed)) THEN 'grey' ELSE coalesce(colour, 'green')
    END AS colour, count(*) FROM people LEFT JOIN colours USING (person) GROUP BY ALL
"""


def load(folder):
    database = duckdb.connect(str(folder / "province.duckdb"))
    for table in ["people", "facts"]:
        database.execute(f"CREATE TABLE {table} AS FROM read_csv('{folder / table}.csv')")


def colours(folder, at, days, rounds, sealed):
    database = duckdb.connect(str(folder / "province.duckdb"), read_only=True)
    best = float("inf")
    for _ in range(rounds):
        start = time.monotonic()
        rows = database.execute(QUERY, {"at": at, "days": days, "sealed": sealed}).fetchall()
        best = min(best, time.monotonic() - start)
    counts = {colour: 0 for colour in ["red", "yellow", "green", "grey"]}
    for _, colour, people in rows:
        counts[colour] += people
    for colour, people in counts.items():
        print(colour, people)
    print("seconds", best)


def read(file, rounds):
    best = float("inf")
    for _ in range(rounds):
        start = time.monotonic()
        duckdb.execute("SELECT count(person), sum(len(facts)) FROM read_ndjson(?)", [str(file)]).fetchall()
        best = min(best, time.monotonic() - start)
    print("seconds", best)


if sys.argv[1] == "load":
    load(Path(sys.argv[2]))
elif sys.argv[1] == "read":
    read(Path(sys.argv[2]), int(sys.argv[3]))
else:
    at, days, rounds, *sealed = map(int, sys.argv[3:])
    colours(Path(sys.argv[2]), at, days, rounds, sealed)
