"""A code on paper: made by a guardian, printed, scanned with and without a network."""

import io
import os
import pathlib
import subprocess

import pytest
from PIL import Image

from fake_camera import fake_camera
from installation import register
from steps import DESKTOP, sign_in
from test_offline import COLLECTOR, device, prepare, scan, scan_again, town  # noqa: F401


def pictures_of(pdf, folder):
    """The pages of a PDF as pictures of 150 dots an inch, and as text."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", file, folder / "paper"], check=True)
    text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    return sorted(folder.glob("paper-*.png")), text


def make(page, person=1):
    page.goto(f"/people/{person}/printed")
    page.click(f"form[action='/people/{person}/printed'] button")
    page.wait_for_selector(".paper")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_a4_page_and_a_card_come_out_of_the_browser(browse, installation, number, tmp_path, picture, language):
    page = browse(language=language)
    sign_in(page, installation, "13800000001")
    register(installation.sign_in("13800000001"), number(), name="欧阳建国")
    page.goto("/people/1/printed")
    picture(page, f"printed-none-{language}")
    make(page)
    picture(page, f"printed-sheet-{language}")
    papers, text = pictures_of(page.pdf(prefer_css_page_size=True), tmp_path)
    assert len(papers) == 1
    width, height = Image.open(papers[0]).size
    assert abs(width - 210 / 25.4 * 150) < 3 and abs(height - 297 / 25.4 * 150) < 3
    assert "健康码" in text and "Printed health code" in text and "建" not in text
    assert read_codes(papers[0]) and len(set(read_codes(papers[0]))) == 1
    keep(papers[0], f"paper-{language}")
    page.goto(page.url + "/card")
    picture(page, f"printed-card-{language}")
    cards, _ = pictures_of(page.pdf(prefer_css_page_size=True), tmp_path / "..")
    assert len(cards) == 1
    width, height = Image.open(cards[0]).size
    assert abs(width - 85.6 / 25.4 * 150) < 3 and abs(height - 54 / 25.4 * 150) < 3
    # Signed anew at each drawing, and the same code: all before the signature is alike.
    assert [code[:120] for code in read_codes(cards[0])] == [code[:120] for code in read_codes(papers[0])[:1]]
    keep(cards[0], f"card-{language}")
    page.goto("/people/1/printed")
    picture(page, f"printed-list-{language}")


def read_codes(png):
    done = subprocess.run(["zbarimg", "-q", "--raw", png], capture_output=True, text=True)
    return [line for line in done.stdout.split("\n") if line.startswith("JKM1:")]


def keep(png, name):
    folder = os.environ.get("HEALTHCODE_PICTURES")
    if folder:
        (pathlib.Path(folder) / f"{name}.png").write_bytes(png.read_bytes())


def test_a_printed_code_is_checked_with_the_document_and_refused_once_revoked(
        device, installation, town, picture):
    paper = town.resident.post(f"/people/{town.person['id']}/printed", {})
    mine = device()
    page = prepare(mine, installation, town)
    scan(page, paper["token"])
    page.wait_for_selector("[data-step='check'][data-colour='green']")
    assert "打印" in page.locator(".identity").inner_text()
    picture(page, "printed-check", whole=False)
    mine.context.set_offline(True)
    scan_again(page, paper["token"])
    page.wait_for_selector("[data-step='check'] .offline-bar")
    assert page.locator("[data-when='printed']").is_visible()
    picture(page, "printed-check-offline", whole=False)
    mine.context.set_offline(False)
    town.resident.call("DELETE", f"/people/{town.person['id']}/printed/{paper['id']}")
    scan_again(page, paper["token"])
    page.wait_for_selector(".verdict.is-refused")
    picture(page, "printed-revoked", whole=False)
    device.expect(422)
