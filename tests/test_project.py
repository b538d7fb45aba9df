"""What must be true of the project's files as a whole."""

import ast
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Not to stand in any file, so spelt in halves here.
REGISTRY_HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace|mnt|srv)/\w")


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    """Each text file that git tracks or would, by its path in the project."""
    if not (ROOT / ".git").exists():
        pytest.skip("these are rules for a checkout")
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    paths = {Path(name) for name in names if (ROOT / name).is_file()}
    environments = {path.parent for path in paths if path.name == "pyvenv.cfg"}  # by whatever name
    contents = {path: (ROOT / path).read_bytes() for path in paths if environments.isdisjoint(path.parents)}
    return {path: content.decode("utf-8", "replace") for path, content in contents.items() if b"\0" not in content}


def test_no_file_names_a_package_registry(texts: dict[Path, str]) -> None:
    assert {path for path, text in texts.items() for host in REGISTRY_HOSTS if host in text} == set()


def test_no_file_names_a_folder_of_somebody_s_machine(texts: dict[Path, str]) -> None:
    found = {path: MACHINE_PATHS.findall(text) for path, text in texts.items() if path != Path("tests/test_project.py")}
    assert {path: paths for path, paths in found.items() if paths} == {}


def test_a_python_file_fits_in_a_head_or_says_why_it_is_longer(texts: dict[Path, str]) -> None:
    long = {path: text for path, text in texts.items() if path.suffix == ".py" and len(text.splitlines()) > 400}
    reasons = {
        path: (ast.get_docstring(ast.parse(text)) or "").partition("Longer than other files: ")[2]
        for path, text in long.items()
    }
    assert [path for path, reason in reasons.items() if not reason] == []


def test_a_package_s_init_is_one_docstring(texts: dict[Path, str]) -> None:
    packages = {path: ast.parse(text) for path, text in texts.items() if path.name == "__init__.py"}
    del packages[Path("assistant/__init__.py")]  # names what other programs import
    assert {path for path, tree in packages.items() if len(tree.body) != 1 or not ast.get_docstring(tree)} == set()


def test_contributing_draws_every_folder_and_no_other() -> None:
    plan = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("    assistant/\n")[2].partition("\n\n")[0]
    drawn: list[str] = []
    parent = ""
    for line in plan.splitlines():
        name = line.split()[0]
        outer = line.startswith(" " * 6) and not line.startswith(" " * 7)
        drawn.append(name if outer else parent + name)
        parent = name if outer else parent
    files = {path.name for path in ROOT.glob("assistant/*.py")} - {"__init__.py", "__main__.py"}
    folders = {
        f"{path.parent.relative_to(ROOT / 'assistant').as_posix()}/" for path in ROOT.glob("assistant/*/**/__init__.py")
    }
    assert len(plan.splitlines()) <= 40
    assert sorted(drawn) == sorted(files | folders)


def test_every_dependency_has_its_constraint_within_the_bounds() -> None:
    pins = read_constraints()
    asked = PYPROJECT["project"]["dependencies"] + PYPROJECT["project"]["optional-dependencies"]["test"]
    requirements = [Requirement(line) for line in asked]
    unmet = [str(each) for each in requirements if not each.specifier.contains(pins[canonicalize_name(each.name)])]
    assert unmet == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+( ; python_version .+)?", line)] == []


def test_every_dependency_has_a_next_major_version_it_stops_at() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"].values()
    asked = PYPROJECT["project"]["dependencies"] + [line for extra in extras for line in extra]
    unbounded = [line for line in asked if not re.fullmatch(r"[\w.-]+(\[\w+\])?>=[\d.]+,<[\d.]+", line)]
    assert unbounded == []


def test_the_changelog_tells_of_this_version_or_of_what_is_unreleased() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert headings[0] in ["Unreleased", PYPROJECT["project"]["version"]]


@pytest.mark.parametrize("name", ["scripts/assistant", "scripts/test", ".ci/run"])
def test_the_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def read_constraints() -> dict[str, str]:
    """Version by canonical name."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.partition(" ;")[0].split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}
