"""Colours change by time alone: while the server runs, and while it does not."""

import pytest

from installation import Installation, eventually

FEVER_IN_YICHANG = "13800000002"


@pytest.fixture
def demo(directory):
    """A demo province with nobody but those who have a story."""
    made = Installation(directory)
    made.run("demo", "--people", "0", "--no-serve")
    yield made
    made.stop()


def colour(demo, client):
    person = client.get("/people")[0]
    return client.get(f"/people/{person['id']}/code")["colour"]


def test_grey_turns_green_when_the_clock_moves_on(demo):
    client = demo.start().sign_in(FEVER_IN_YICHANG)
    assert colour(demo, client) == "grey"
    demo.run("demo", "clock", "+7d")
    eventually(lambda: colour(demo, client) == "green")


def test_a_change_that_fell_due_while_the_server_was_down_is_there_when_it_is_up(demo):
    client = demo.start().sign_in(FEVER_IN_YICHANG)
    assert colour(demo, client) == "grey"
    demo.stop()
    demo.run("demo", "clock", "+7d")
    client = demo.start().sign_in(FEVER_IN_YICHANG)
    assert colour(demo, client) == "green"


def test_a_clock_that_goes_back_takes_its_changes_back(demo):
    demo.run("demo", "clock", "+7d")
    client = demo.start().sign_in(FEVER_IN_YICHANG)
    assert colour(demo, client) == "green"
    demo.run("demo", "clock", "reset")
    eventually(lambda: colour(demo, client) == "grey")
