"""README.md and docs/ show what the program prints, lead to each other, and name every command and setting."""

import re
import unicodedata
from pathlib import Path

import pytest

from assistant.pages import all_pages
from assistant.settings import Settings
from command_line import run
from scripts.docs import PAGES, ROOT, make_library, true_page, true_pictures, without_scores

README = ROOT / "README.md"
LARGEST_README = 10 * 1024
LINK = re.compile(r"\[[^\]]*\]\(([^)]+)\)")
CODE = re.compile(r"^```[^`]*^```$|^ {4}.*$", re.MULTILINE)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_shows_what_its_commands_print(page: Path, library: Path) -> None:
    assert without_scores(true_page(page, library)) == without_scores(page.read_text("utf-8"))


def test_the_pictures_are_drawn_from_what_the_commands_print(library: Path) -> None:
    drawn = true_pictures(library)
    assert drawn == {path: path.read_text("utf-8") for path in drawn}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken = []
    for link in links(page):
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_file() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in links(README)}
    assert [page.name for page in PAGES[1:] if page not in linked] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_with_its_remark_fits_a_terminal(page: Path) -> None:
    indented = re.findall(r"^ {4}(.*)$", re.sub(r"^```[^`]*^```$", "", page.read_text("utf-8"), flags=re.M), re.M)
    assert [line for line in indented if len(line) > 80] == []


def test_the_readme_is_short() -> None:
    assert README.stat().st_size <= LARGEST_README


def test_every_page_begins_with_a_title_and_one_sentence_on_what_it_is_for() -> None:
    long = [page.topic for page in all_pages() if not re.fullmatch(r"[A-Z][^.]{20,110}\.", page.purpose)]
    untitled = [page.topic for page in all_pages() if not page.text.startswith("# ")]
    assert (long, untitled) == ([], [])


def test_every_command_is_shown_on_some_page() -> None:
    help_text = run("--help").stdout
    commands = re.findall(r"^  ([a-z]+)  ", help_text.partition("Commands:\n")[2], re.MULTILINE)
    shown = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert "docs" in commands
    assert [command for command in commands if f"assistant {command}" not in shown] == []


def test_the_settings_page_names_every_setting_with_its_default() -> None:
    rows = {}
    for line in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] in Settings.model_fields:
            rows[cells[0]] = cells[1]
    defaults = {
        name: "" if field.default in (None, (), {}) else f"{field.default:g}" if isinstance(field.default, float)
        else str(field.default).replace("True", "true").replace("False", "false")
        for name, field in Settings.model_fields.items()
    }  # fmt: skip
    assert rows == defaults


def links(page: Path) -> list[str]:
    """Where the page's links and pictures lead inside this project."""
    text = CODE.sub("", page.read_text("utf-8"))
    return [link for link in LINK.findall(text) if "://" not in link]


def anchors(page: Path) -> set[str]:
    """The page's headings as GitHub names them in an address."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {anchor(heading) for heading in headings}


def anchor(heading: str) -> str:
    kept = [each for each in heading.lower() if each in " -_" or unicodedata.category(each)[0] in "LN"]
    return "".join(kept).replace(" ", "-")
