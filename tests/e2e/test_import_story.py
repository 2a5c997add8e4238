"""Finished postmortems brought in through the pages, by an administrator."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person

SAMPLES = Path(__file__).parents[1] / "fixtures" / "postmortems"
PAGE = "<title>Search was slow</title><h1>Search was slow</h1><h2>Timeline</h2><ul><li>2024-03-02 10:36 UTC: alert</ul>"


def test_files_are_looked_at_corrected_and_imported(
    visit: Visit, axe_clean: AxeCheck, picture: Picture, tmp_path: Path
) -> None:
    (tmp_path / "search.html").write_text(PAGE, encoding="utf-8")
    page = visit(Person("Di", "di@example.com", "Di types quickly", ""), "/settings/imports")
    page.get_by_role("link", name="Bring in files").first.click()
    files = [*sorted(SAMPLES.glob("*__*.md"))[:3], tmp_path / "search.html"]
    page.get_by_label("Files").set_input_files(files)
    page.get_by_label("Where they are from").fill("wiki")
    axe_clean(page)
    page.get_by_role("button", name="Read them").click()

    expect(page.get_by_text("4 files wait.")).to_be_visible()
    axe_clean(page)
    picture(page, "import-looked-at")
    page.get_by_role("link", name="Search was slow").click()
    page.get_by_label("Title").fill("Search crawled")
    page.get_by_label("Severity").select_option("SEV-2")
    axe_clean(page)
    picture(page, "import-one-file")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Import 4 reports").click()

    expect(page.get_by_text("4 reports are in.")).to_be_visible(timeout=30_000)
    axe_clean(page)
    picture(page, "imported")
    page.get_by_role("link", name="Search crawled").click()
    expect(page.get_by_role("heading", name="Search crawled")).to_be_visible()
    expect(page.locator("#report-text")).to_contain_text("alert")
