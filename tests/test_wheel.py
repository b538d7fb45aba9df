"""The wheel works by itself: built, installed into an empty environment, and run away from the checkout."""

import json
import os
import site
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LARGEST_WHEEL = 100_000_000  # bytes that PyPI takes of one file
ARTICLES = {
    "eiffel.txt": """Title: The Eiffel Tower opens
Date: 1889-05-15
Source: Paris Record

The Eiffel Tower opened to the public on 15 May 1889. It is 300 metres high.
""",
    "panama.txt": """Title: The Panama Canal opens
Date: 1914-08-15
Source: Colon Record

The Panama Canal was opened by the passage of the steamer Ancon on 15 August 1914.
""",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def assistant(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that holds the wheel and sees only the libraries of ours, not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel)
    # A folder that a .pth file names is searched for packages, but its own .pth files, and so our editable install's,
    # are not read.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (own / "libraries.pth").write_text("\n".join(sorted(libraries)), "utf-8")
    return folder / "bin" / "assistant"


def test_the_wheel_carries_every_prompt_page_and_model_and_is_small_enough_to_be_published(wheel: Path) -> None:
    prompts = {f"assistant/_prompts/{file.name}" for file in (ROOT / "prompts").iterdir()}
    docs = {
        f"assistant/_docs/{file.relative_to(ROOT / 'docs')}" for file in (ROOT / "docs").rglob("*") if file.is_file()
    }
    models = {
        f"assistant/models/{name}/{file.name}"
        for name in ("embedder_files", "reranker_files")
        for file in (ROOT / "assistant/models" / name).iterdir()
        if file.is_file()
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = (
        "assistant/_prompts/",
        "assistant/_docs/",
        "assistant/models/embedder_files/",
        "assistant/models/reranker_files/",
    )
    assert {name for name in names if name.startswith(folders)} == prompts | docs | models
    for name in ("model.onnx", "tokenizer.json", "LICENSE", "ORIGIN.md"):
        assert sum(Path(model).name == name for model in models) == 2
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_the_wheel_carries_every_list_of_words(wheel: Path) -> None:
    lists = {f"assistant/language/lists/{file.name}" for file in (ROOT / "assistant/language/lists").iterdir()}
    assert lists
    assert lists <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_carries_nothing_but_the_package_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        licences = {name for name in archive.namelist() if "/licenses/" in name}
    version = wheel.name.split("-")[1]
    assert tops == {"assistant", f"grounded_assistant-{version}.dist-info"}
    assert {Path(name).name for name in licences} == {"LICENSE", "NOTICE"}


def test_the_installed_package_is_the_wheel_s_own(assistant: Path) -> None:
    python = assistant.with_name("python")
    place = run(python, "-c", "import assistant.prompts; print(assistant.prompts.__file__)", cwd=assistant.parent)
    assert Path(place.strip()).is_relative_to(assistant.parents[1])


def test_the_installed_command_tells_its_version(wheel: Path, assistant: Path) -> None:
    assert run(assistant, "--version", cwd=assistant.parent) == f"assistant {wheel.name.split('-')[1]}\n"


def test_the_installed_command_prints_a_page_of_the_documentation(assistant: Path) -> None:
    assert run(assistant, "docs", "time", cwd=assistant.parent) == (ROOT / "docs/time.md").read_text("utf-8")


def test_the_installed_command_indexes_articles_and_answers_with_a_quotation(assistant: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for name, text in ARTICLES.items():
        (library / name).write_text(text, "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(assistant, "--library", library, "index", library, cwd=elsewhere)
    question = "When did the Eiffel Tower open to the public?"
    answer = json.loads(run(assistant, "ask", question, "--json", "--library", library, cwd=elsewhere))
    first = answer["citations"][0]
    quoted = {"status": answer["status"], "quote": first["quote"], "published": first["article"]["published"]}
    assert quoted == {
        "status": "answered",
        "quote": "The Eiffel Tower opened to the public on 15 May 1889.",
        "published": "1889-05-15",
    }


def run(*command: str | os.PathLike[str], cwd: Path | None = None) -> str:
    """What the command prints; fails the test with all it printed when it ends in an error."""
    finished = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout
