"""Real Chromium on a server of the test's own. A page that writes an error to its console fails its test."""

import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

from fake_camera import chromium_arguments
from installation import Installation, resident_id

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
CHROMIUM = "/usr/bin/chromium"
# Where pictures of every page are kept; nowhere, unless it is set.
PICTURES = os.environ.get("HEALTHCODE_PICTURES")


@pytest.fixture
def installation(tmp_path):
    directory = tmp_path / "data"
    directory.mkdir(mode=0o700)
    made = Installation(directory).start()
    yield made
    made.stop()


@pytest.fixture
def number():
    """Fresh, valid resident identity numbers, one a call."""
    count = iter(range(1, 900))
    return lambda region="420106": resident_id(region, "19800101", next(count))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture
def browse(chromium, installation):
    """Opens a browser: `browse(film=…, language=…, size=…)` gives a page on the installation."""
    opened, complaints = [], []

    def browse(film=None, allowed=True, language="zh-CN", size=PHONE, javascript=True):
        browser = chromium.launch(
            executable_path=CHROMIUM, args=[*chromium_arguments(film, allowed=allowed), "--no-sandbox"])
        opened.append(browser)
        context = browser.new_context(
            base_url=installation.address, locale=language, viewport=size, java_script_enabled=javascript,
            device_scale_factor=2 if size == PHONE else 1, timezone_id="Asia/Shanghai")
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    browse.complaints = complaints
    yield browse
    for browser in opened:
        browser.close()
    assert not complaints, f"the console says: {complaints}"


@pytest.fixture
def picture(request):
    """Keeps a picture of a page under a name, where pictures are wanted."""

    def keep(page, name, whole=True):
        if PICTURES:
            folder = pathlib.Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=whole)

    return keep
