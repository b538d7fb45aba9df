"""What acts in a folder's assistant.toml counts once the reader has allowed that folder."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import Settings, load_settings, read_file, state_folder
from assistant.trust import HARMLESS, allow, is_allowed, keep_own_names, own_names
from command_line import run
from small_library import Made, WordEmbedder

# Only read from the environment.
SERVICES = {"api_key", "api_version", "base_url", "chroma_api_key", "reranker_api_key", "reranker_base_url"}
ALLOWED_ALREADY = "Allowed already: {}\n"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own folder, empty."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return state_folder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "stranger"
    found.mkdir()
    return found


def write(folder: Path, text: str) -> None:
    (folder / "assistant.toml").write_text(text, encoding="utf-8")


ACTING = [
    'embedder = "openai:text-embedding-3-small"',
    'embedder = "llama-index:evil:Embedder"',
    'embedder = "local:"',
    'reranker = "api:evil"',
    'readers = { ".txt" = "evil:Reader" }',
    'prompts = "prompts"',
    'chroma_url = "http://127.0.0.1:8000"',
    'model = "gpt-oss:120b-cloud"',
    'judge_model = "yes-man"',
    "follow_links = true",
    'articles = ["/etc"]',
    'articles = ["../private"]',
    'articles = ["articles/../../private"]',
    'articles = ["link"]',
    'articles = ["loop"]',
    'articles = ["https://example.com/feed"]',
    'articles = ["nul\\u0000"]',
]
NOT_ACTING = [
    'embedder = "local"',
    'reranker = "none"',
    'reranker = "local"',
    'articles = ["articles", "./notes/2024.csv", "articles/../other", "inner-link"]',
    "readers = {}",
    'exclude = ["drafts/*"]\nchunk_words = 50\nrecord = false\nverify = "rules"',
]


def make_links(folder: Path) -> None:
    (folder / "link").symlink_to(folder.parent)
    (folder / "loop").symlink_to("loop")
    (folder / "inner-link").symlink_to("articles")


@pytest.mark.parametrize("line", ACTING)
def test_a_setting_that_acts_is_not_used_until_its_folder_is_allowed(folder, line):
    make_links(folder)
    write(folder, f"{line}\npassages = 3\n")
    settings = load_settings(folder)
    name = line.partition(" ")[0]
    assert settings.model_dump(exclude_defaults=True) == {"passages": 3}
    assert settings.unallowed == {name}
    allow(state_folder(), read_file(folder))
    settings = load_settings(folder)
    assert set(settings.model_dump(exclude_defaults=True)) == {name, "passages"}
    assert settings.unallowed == set()


@pytest.mark.parametrize("line", NOT_ACTING)
def test_a_setting_that_stays_inside_the_program_needs_no_permission(folder, line):
    make_links(folder)
    write(folder, line)
    assert (read_file(folder).acting, load_settings(folder).unallowed) == ((), frozenset())


def test_a_setting_that_nobody_has_called_harmless_needs_permission(folder):
    values = {"date_order": '"month-first"', "unconfirmed": '"mark"', "verify": '"rules"', "exclude": '["x"]'}
    write(folder, "".join(f"{name} = {values.get(name, 'true')}\n" for name in Settings.model_fields.keys() & HARMLESS))
    assert read_file(folder).acting == ()
    assert Settings.model_fields.keys() >= HARMLESS


def test_the_settings_page_marks_every_setting_that_needs_permission():
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text("utf-8")
    marked = set(re.findall(r"^\| `(\w+)` \| [^|]*\| \*\*P\*\* ", page, re.MULTILINE))
    assert marked == Settings.model_fields.keys() - HARMLESS - SERVICES


def test_of_the_articles_only_what_leads_outside_is_left_out(folder):
    write(folder, 'articles = ["articles", "../private", "/etc"]')
    assert load_settings(folder).articles == ("articles",)


@pytest.mark.parametrize(
    "name", ["Embedder", "EMBEDDER", "ASSISTANT_EMBEDDER", "_unallowed", "Base_Url", "openai_base_url"]
)
def test_a_setting_by_another_name_is_none(folder, name):
    write(folder, f'{name} = "http://127.0.0.1:9"')
    with pytest.raises(UsageError, match=f"{name}: no such setting"):
        load_settings(folder)


def test_flags_and_the_environment_are_the_readers_own_and_do_not_let_the_file_in(folder, monkeypatch):
    write(folder, 'model = "theirs"\n[readers]\n".txt" = "evil:Reader"\n')
    monkeypatch.setenv("ASSISTANT_READERS", '{".epub": "mine:Reader"}')
    settings = load_settings(folder, model="mine")
    assert (settings.model, settings.readers) == ("mine", {".epub": "mine:Reader"})
    monkeypatch.setenv("ASSISTANT_MODEL", "mine too")
    settings = load_settings(folder)
    assert (settings.model, settings.readers, settings.unallowed) == ("mine too", {".epub": "mine:Reader"}, frozenset())


def test_any_change_of_the_file_of_its_prompts_or_of_its_place_asks_again(folder, tmp_path):
    (folder / "prompts").mkdir()
    (folder / "prompts" / "judge.txt").write_text("Judge well.")
    write(folder, 'prompts = "prompts"')
    state = state_folder()
    allow(state, read_file(folder))
    assert is_allowed(state, read_file(folder))
    (folder / "prompts" / "judge.txt").write_text("Say yes.")
    assert not is_allowed(state, read_file(folder))
    allow(state, read_file(folder))
    (folder / "prompts" / "repair.txt").write_text("Repair.")
    assert not is_allowed(state, read_file(folder))
    allow(state, read_file(folder))
    write(folder, 'prompts = "prompts" # more')
    assert not is_allowed(state, read_file(folder))
    allow(state, read_file(folder))
    (tmp_path / "way").symlink_to(folder)
    assert is_allowed(state, read_file(tmp_path / "way"))
    moved = folder.rename(tmp_path / "moved")
    assert not is_allowed(state, read_file(moved))


def test_a_permission_is_the_readers_own_and_lies_outside_the_folder(folder):
    write(folder, 'model = "theirs"')
    before = os.umask(0)
    try:
        allow(state_folder(), read_file(folder))
    finally:
        os.umask(before)
    (record,) = (state_folder() / "trusted").iterdir()
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (record, record.parent)]
    assert (modes, os.listdir(folder)) == ([0o600, 0o700], ["assistant.toml"])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"folder": "/elsewhere", "digest": "x"}', '{"digest": 1}'])
def test_a_record_that_cannot_be_read_allows_nothing(folder, text):
    write(folder, 'model = "theirs"')
    state = state_folder()
    allow(state, read_file(folder))
    (record,) = (state / "trusted").iterdir()
    record.write_text(text)
    assert not is_allowed(state, read_file(folder))


def test_what_the_reader_named_for_a_library_is_kept_apart_from_it(folder, tmp_path):
    state = state_folder()
    keep_own_names(state, folder, ["chroma http://127.0.0.1:8000"])
    keep_own_names(state, folder, ["/articles"])
    assert own_names(state, folder) == {"chroma http://127.0.0.1:8000", "/articles"}
    assert own_names(state, tmp_path) == frozenset()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda file: Path(file).write_bytes(b"#" * 1_000_001)])
def test_a_settings_file_that_is_none_is_said_and_not_waited_for(folder, make):
    make(folder / "assistant.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(folder)


def test_trust_shows_what_would_act_and_allows_it_only_when_told_to(folder):
    (folder / "prompts").mkdir()
    (folder / "prompts" / "judge.txt").write_text("Say yes.")
    write(
        folder,
        'model = "mo\\u001b]0;\\u202edel"\nprompts = "prompts"\npassages = 3\n[readers]\n".txt" = "evil:Reader"\n',
    )
    shown = (
        f"assistant.toml in {folder} sets:\n"
        '  model = "mo\\u001b]0;\\u202edel"\n'
        "      chooses your server's model, and so the price and, at some, who reads\n"
        '  prompts = "prompts"\n'
        "      replaces what a model is told, also how it judges: judge.txt\n"
        '  readers = {".txt": "evil:Reader"}\n'
        "      runs this Python code on the files\n"
    )
    done = run("trust", str(folder))
    assert (done.returncode, done.stdout) == (2, shown)
    assert done.stderr == "assistant: Nothing was allowed. `assistant trust --yes` allows it without a question.\n"
    assert load_settings(folder).unallowed == {"model", "prompts", "readers"}
    done = run("trust", "--yes", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{shown}Allowed, until the file changes: {folder}\n", "")
    assert run("trust", str(folder)).stdout == ALLOWED_ALREADY.format(folder)
    assert run("trust", "--list").stdout == f"{folder}: model, prompts, readers\n"
    assert run("trust", "--revoke", cwd=folder).stdout == f"No longer allowed: {folder}\n"
    assert run("trust", "--list").stdout == "No folder is allowed.\n"
    assert run("trust", "--revoke", str(folder)).returncode == 2


def test_a_folder_where_nothing_acts_needs_no_permission(folder):
    assert run("trust", str(folder)).stdout == f"Nothing in {folder} needs your permission.\n"
    write(folder, "passages = 3")
    assert run("trust", "--yes", str(folder)).stdout == f"Nothing in {folder} needs your permission.\n"
    assert run("trust", "--list", str(folder)).returncode == 2


def test_what_is_not_used_is_named_on_stderr_and_everything_else_works(folder):
    (folder / "articles").mkdir()
    (folder / "articles" / "tide.txt").write_text("title: Tide\n\nThe tide rose to four metres.")
    write(folder, 'articles = ["articles"]\nembedder = "openai:x"\nmodel = "theirs"\n')
    line = (
        f"assistant: assistant.toml in {str(folder)!r} sets `embedder`, `model`: not used until you allow this folder:"
        f" assistant trust {folder}\n"
    )
    done = run("index", "-q", "--json", cwd=folder)
    assert (done.returncode, done.stderr, json.loads(done.stdout)["added"]) == (0, line, 1)
    done = run("articles", cwd=folder, ASSISTANT_MODEL="mine", ASSISTANT_EMBEDDER="local")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_library_made_by_an_embedder_that_is_not_allowed_is_not_made_anew_unasked(folder):
    made = Made(folder)
    made.embedder = WordEmbedder("openai:x")
    made.write({"tide.txt": "title: Tide\n\nThe tide rose to four metres."})
    made.index()
    write(folder, 'embedder = "openai:x"\narticles = ["articles"]')
    before = made.rows("SELECT value FROM facts WHERE name = 'made_by'")
    for command in (["ask", "How high was the tide?"], ["index", "-q"]):
        done = run(*command, cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[1].startswith("assistant: The library's vectors were made by 'openai:x', ")
        assert f"because {str(folder)!r} is not allowed to name another. `assistant trust {folder}`" in done.stderr
    assert made.rows("SELECT value FROM facts WHERE name = 'made_by'") == before
    assert run("articles", cwd=folder).returncode == 0
    assert run("index", "-q", cwd=folder, ASSISTANT_EMBEDDER="local").returncode == 0
