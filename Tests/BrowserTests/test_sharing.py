"""Two parents for one child: a number is read again before it counts, each sees the other, and a mistake is undone."""

import re

import pytest

from installation import register as register_by_api
from steps import sign_in

MOTHER, FATHER, STRANGER = "13800000001", "13800000002", "13800000003"


def family(installation, number):
    """A mother, and her child's id."""
    mother = installation.sign_in(MOTHER)
    register_by_api(mother, number())
    return register_by_api(mother, number(), name="林小满", relation="child")["id"]


def share(page, child, phone):
    page.goto(f"/people/{child}/share")
    page.fill("#phone", phone)
    page.click("form[aria-labelledby='add'] button")
    page.wait_for_selector("form[aria-labelledby='confirm']")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_number_is_confirmed_seen_and_removed(browse, installation, number, picture, language):
    child = family(installation, number)
    page = browse(language=language)
    sign_in(page, installation, MOTHER)
    share(page, child, STRANGER)
    picture(page, f"share-confirm-{language}")
    assert "138 0000 0003" in page.locator(".number-read").inner_text()
    assert installation.sign_in(STRANGER).get("/people") == []
    page.click("form[aria-labelledby='confirm'] button")
    page.wait_for_url(re.compile("done=shared"))
    picture(page, f"shared-{language}")
    assert page.locator(".family li").count() == 2
    assert "138****0003" in page.locator(".family").inner_text()
    assert len(installation.sign_in(STRANGER).get("/people")) == 1
    # The mother came first: the other one goes, and she stays.
    assert page.locator(".family button").count() == 2
    page.locator(".family li").nth(1).locator("button").click()
    page.wait_for_url(re.compile("done=ended"))
    assert page.locator(".family li").count() == 1
    assert installation.sign_in(STRANGER).get("/people") == []


def test_who_came_later_leaves_and_shuts_nobody_out(browse, installation, number, picture):
    child = family(installation, number)
    page = browse()
    sign_in(page, installation, MOTHER)
    share(page, child, FATHER)
    page.click("form[aria-labelledby='confirm'] button")
    page.wait_for_url(re.compile("done=shared"))
    other = browse()
    sign_in(other, installation, FATHER)
    other.goto(f"/people/{child}/share")
    picture(other, "share-second")
    assert other.locator(".family li").count() == 2
    assert other.locator(".family button").count() == 1
    other.locator(".family button").click()
    other.wait_for_url(re.compile("done=left"))
    assert len(installation.sign_in(MOTHER).get("/people")) == 2


def test_ones_own_number_is_refused(browse, installation, number):
    child = family(installation, number)
    page = browse()
    sign_in(page, installation, MOTHER)
    page.goto(f"/people/{child}/share")
    page.fill("#phone", MOTHER)
    page.click("form[aria-labelledby='add'] button")
    page.wait_for_load_state()
    assert "自己的手机号" in page.locator(".error").inner_text()
    browse.expect(422)
