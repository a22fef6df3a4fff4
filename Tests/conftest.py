import pytest

from installation import Installation, resident_id


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def installation(directory):
    """A server of the test's own, stopped when the test ends."""
    directory.mkdir(mode=0o700)
    made = Installation(directory).start()
    yield made
    made.stop()


@pytest.fixture
def number():
    """Fresh, valid resident identity numbers, one a call."""
    count = iter(range(1, 900))
    return lambda region="420106": resident_id(region, "19800101", next(count))
