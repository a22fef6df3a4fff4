"""What is said of a region reaches those who live there while the server runs: from a file, from a feed, from a source."""

import pytest

from installation import Installation, Refused, eventually, instant, register

CLOSED = "region,level,from,until\n420106,closed,2020-04-05,\n"


@pytest.fixture
def feed(directory):
    """A server that follows a feed, which says nothing yet."""
    directory.mkdir(mode=0o700)
    file = directory.parent / "feed.csv"
    file.write_text("region,level,from,until\n")
    made = Installation(directory).start("--risk-feed", str(file), "--risk-feed-every", "1s")
    yield made, file
    made.stop()


def resident(installation, number):
    client = installation.sign_in("13800000001")
    person = register(client, number())
    return client, person


def becomes(client, person, colour):
    """Waits until a person has a colour."""
    eventually(lambda: client.get(f"/people/{person['id']}/code")["colour"] == colour)


def settles(installation):
    """Waits until every change has reached everyone: what is shown is right before that."""
    eventually(lambda: metric(installation, "healthcode_reassessments_open") == 0)


def metric(installation, name):
    _, text, _ = installation.anyone().raw("GET", "/metrics")
    for line in text.decode().splitlines():
        if line.startswith(name + " "):
            return float(line.split()[-1])
    raise AssertionError(f"there is no metric {name}")


def test_an_imported_file_changes_colours_while_the_server_runs(installation, number, tmp_path):
    client, person = resident(installation, number)
    file = tmp_path / "risk.csv"
    file.write_text(CLOSED)
    preview = installation.run("regions", "risk", "import", "--preview", str(file)).stdout
    assert "1 people concerned, 1 would change colour now" in preview
    becomes(client, person, "green")
    installation.run("regions", "risk", "import", str(file))
    becomes(client, person, "grey")
    assert "0 new, 1 known already" in installation.run("regions", "risk", "import", str(file)).stdout
    installation.run("regions", "risk", "retract", "1")
    becomes(client, person, "green")


def test_a_file_with_a_mistake_changes_nothing_and_says_where(installation, tmp_path):
    file = tmp_path / "risk.csv"
    file.write_text(CLOSED + "420106,severe,2020-04-05,\n999999,high,2020-04-05,\n")
    refused = installation.run("regions", "risk", "import", str(file), check=False)
    assert refused.returncode == 3 and f"{file}:3:8: 'severe' is no level" in refused.stderr
    file.write_text(CLOSED + "999999,high,2020-04-05,\n")
    refused = installation.run("regions", "risk", "import", str(file), check=False)
    assert refused.returncode == 3 and f"{file}:3: the register has no such region" in refused.stderr
    assert len(installation.run("regions", "risk", "list").stdout.splitlines()) == 1


def test_a_feed_is_followed_and_a_broken_one_loses_nothing(feed, number):
    installation, file = feed
    client, person = resident(installation, number)
    file.write_text(CLOSED)
    becomes(client, person, "grey")
    file.write_text("this is no feed\n")
    eventually(lambda: metric(installation, "healthcode_risk_feed_up") == 0)
    assert client.get(f"/people/{person['id']}/code")["colour"] == "grey"
    file.write_text("region,level,from,until\n")
    becomes(client, person, "green")
    assert metric(installation, "healthcode_risk_feed_up") == 1
    settles(installation)


def test_a_disease_control_centre_seals_and_opens_a_region(installation, number):
    client, person = resident(installation, number)
    cdc = installation.add_source("江城疾控中心", "cdc", region="420100")
    notice = {"id": "n-1", "region": "420106", "level": "closed", "from": instant(-60)}
    assert cdc.post("/regions/risk", notice)["outcome"] == "accepted"
    assert cdc.post("/regions/risk", notice)["outcome"] == "repeated"
    becomes(client, person, "grey")
    cdc.post("/regions/risk", {"id": "n-2", "region": "420106", "level": "open", "from": instant()})
    becomes(client, person, "green")
    with pytest.raises(Refused) as refused:
        cdc.post("/regions/risk", notice | {"id": "n-3", "region": "420502"})
    assert refused.value.status == 422
