"""What people do on the pages, step by step."""

import re

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def sign_in(page, installation, phone):
    """Signs in with the one-time code that the outbox shows."""
    page.goto("/")
    page.fill("#phone", phone)
    page.click("form[action='/sign-in'] button")
    page.fill("input[autocomplete='one-time-code']", installation.one_time_code(phone))
    page.click("form:has(input[autocomplete='one-time-code']) button")
    page.wait_for_load_state()


def register(page, name, number, relation="self", regions=("420000", "420100", "420106")):
    """Fills in the registration of a resident and sends it."""
    page.goto(f"/people/new?relation={relation}")
    page.check(f"input[name='relation'][value='{relation}']", force=True)
    page.fill("#name", name)
    page.check("input[value='resident_id']", force=True)
    page.fill("#document-number", number)
    choose_region(page, regions)
    page.check("input[name='consent']", force=True)
    page.click(".send button")
    page.wait_for_load_state()


def choose_region(page, regions):
    """Goes down the region tree, a level at a time."""
    for level, code in enumerate(regions):
        step = page.locator("[data-step]").nth(level)
        step.locator(f"option[value='{code}']").wait_for(state="attached")
        step.select_option(code)


def declare(page, person, symptoms=(), kind="staying"):
    """Declares; without symptoms it says that there are none."""
    page.goto(f"/people/{person}/declare")
    page.check(f"input[name='kind'][value='{kind}']", force=True)
    for symptom in symptoms or ["none"]:
        page.check(f"input[name='symptoms'][value='{symptom}']", force=True)
    page.check("input[name='contact'][value='no']", force=True)
    page.check("input[name='diagnosis'][value='none']", force=True)
    page.check("input[name='truthful']", force=True)
    page.click(".send button")
    page.wait_for_load_state()


def enter_temperature(page, reading):
    """Presses the keys of the big keypad, then confirms."""
    for key in reading:
        page.click(f".key[value='{key}']")
    page.click("form:is([data-pass], [data-keep]) .button.huge")


def propose(page):
    """Changes the pack in force, from a day to come on, and proposes it; gives the proposal's path."""
    page.goto("/console/propose?from=420000/2020-04-01")
    text = page.input_value("#text").replace("since: 2020-04-01", "since: 2099-04-01").replace("for: 14d", "for: 21d")
    page.fill("#text", text)
    # The scenarios that the pack in force hands on expect 14 days.
    page.fill("#scenarios", "")
    page.click("form[action='/console/propose/check'] button")
    page.click("button[formaction='/console/propose']")
    page.wait_for_url(re.compile("/console/proposals/"))
    path = re.search(r"/console/proposals/\d+", page.url).group(0)
    # The page of the simulation renews itself, with scripts and without, and goes on to the proposal.
    page.wait_for_url(re.compile("done=simulated"))
    return path
