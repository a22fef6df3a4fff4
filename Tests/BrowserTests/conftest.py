"""Real Chromium on a server of the test's own. A page that writes an error to its console fails its test."""

import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

from fake_camera import chromium_arguments
from steps import PHONE

CHROMIUM = "/usr/bin/chromium"
# Where pictures of every page are kept; nowhere, unless it is set.
PICTURES = os.environ.get("HEALTHCODE_PICTURES")


class Complaints:
    """What pages wrote to their consoles as errors, beside the refusals that a test asked for."""

    def __init__(self):
        self.heard, self.expected = [], set()

    def expect(self, *statuses):
        """The browser notes an answer of such a status by itself, sooner or later."""
        self.expected.update(statuses)

    def listen(self, page, unless=()):
        def hear(message):
            if message.type == "error" and not any(part in message.text for part in unless):
                self.heard.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def check(self):
        unexpected = [text for text in self.heard if not any(f"status of {status} " in text for status in self.expected)]
        assert not unexpected, f"the console says: {unexpected}"


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture
def browse(chromium, installation):
    """Opens a browser: `browse(film=…, language=…, size=…)` gives a page on the installation."""
    opened, complaints = [], Complaints()

    def browse(film=None, allowed=True, language="zh-CN", size=PHONE, javascript=True):
        browser = chromium.launch(
            executable_path=CHROMIUM, args=[*chromium_arguments(film, allowed=allowed), "--no-sandbox"])
        opened.append(browser)
        context = browser.new_context(
            base_url=installation.address, locale=language, viewport=size, java_script_enabled=javascript,
            device_scale_factor=2 if size == PHONE else 1, timezone_id="Asia/Shanghai")
        page = context.new_page()
        complaints.listen(page)
        return page

    browse.expect = complaints.expect
    yield browse
    for browser in opened:
        browser.close()
    complaints.check()


@pytest.fixture
def picture(request):
    """Keeps a picture of a page under a name, where pictures are wanted."""

    def keep(page, name, whole=True):
        if PICTURES:
            folder = pathlib.Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=whole)

    return keep
