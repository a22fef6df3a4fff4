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
