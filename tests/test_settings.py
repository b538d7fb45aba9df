from pathlib import Path

import pytest

from assistant.errors import ExitCode, UsageError
from assistant.settings import Settings, find_root, load_settings, read_file, state_folder
from assistant.trust import allow

SECRET = "sk-not-to-be-shown"
# By the environment or a profile alone.
SERVICES = {"api_key", "api_version", "base_url", "chroma_api_key", "reranker_api_key", "reranker_base_url"}


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "assistant.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def write_and_allow(folder: Path, text: str) -> None:
    write(folder, text)
    allow(state_folder(), read_file(folder))


def refusal(folder: Path) -> str:
    with pytest.raises(UsageError) as error:
        load_settings(folder)
    assert error.value.exit_code == ExitCode.USAGE
    assert SECRET not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("flag", "environment", "file", "expected"),
    [
        ("flag", "environment", "file", "flag"),
        (None, "environment", "file", "environment"),
        (None, None, "file", "file"),
        (None, None, None, None),
        ("flag", None, "file", "flag"),
        ("flag", None, None, "flag"),
        (None, "environment", None, "environment"),
    ],
)
def test_a_flag_outranks_the_environment_that_outranks_the_file_that_outranks_the_default(
    tmp_path, monkeypatch, flag, environment, file, expected
):
    if file:
        write_and_allow(tmp_path, f'model = "{file}"')
    if environment:
        monkeypatch.setenv("ASSISTANT_MODEL", environment)
    assert load_settings(tmp_path, model=flag).model == expected


def test_each_source_gives_the_settings_the_others_leave_out(tmp_path, monkeypatch):
    write_and_allow(tmp_path, 'articles = ["news", "old"]\ntail_chunks = 5\n[readers]\n".epub" = "module:Class"\n')
    monkeypatch.setenv("ASSISTANT_TAIL_CHUNKS", "7")
    monkeypatch.setenv("ASSISTANT_EXCLUDE", '["*.bak"]')
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    settings = load_settings(tmp_path, passages=3)
    assert settings.model_dump(exclude_defaults=True) == {
        "articles": ("news", "old"),
        "exclude": ("*.bak",),
        "readers": {".epub": "module:Class"},
        "tail_chunks": 7,
        "base_url": "http://127.0.0.1:1/v1",
        "passages": 3,
    }


def test_without_any_source_every_setting_has_its_default(tmp_path):
    assert load_settings(tmp_path).model_dump(exclude_defaults=True) == {}
    assert all(not field.is_required() for field in Settings.model_fields.values())


VALUES = [
    *((name, '["x"]') for name in ("articles", "exclude")),
    *((name, '"1001"') for name in ("embedder", "reranker", "model", "judge_model", "prompts", "fetch_proxy")),
    *((name, '"1001"') for name in ("chroma_url", "chroma_tenant", "chroma_database", "chroma_ca_file", "ray_address")),
    ("chroma_timeout_seconds", "1001"),
    *((name, "1001") for name in ("tail_chunks", "window_tokens", "answer_tokens", "timeout_seconds")),
    *((name, "1001") for name in ("passages", "passages_per_article", "date_prior_days", "fetch_pause_seconds")),
    ("allow_private", "true"),
    ("date_order", '"month-first"'),
    ("encoding", '"koi8-r"'),
    ("strict", "true"),
    ("unconfirmed", '"leave_out"'),
    ("verify", '"rules"'),
    ("readers", '{ ".x" = "y:Z" }'),
    ("chunk_words", "101"),
    ("record", "false"),
    ("follow_links", "true"),
]


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_every_setting_but_the_service_can_be_written_into_the_file(tmp_path, name, value):
    write_and_allow(tmp_path, f"{name} = {value}")
    assert list(load_settings(tmp_path).model_dump(exclude_defaults=True)) == [name]
    assert {name for name, _ in VALUES} | SERVICES | {"profile"} == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("pasages = 3", "pasages: no such setting"),
        ("[tool]\nname = 1", "tool: no such setting"),
        (
            'tail_chunks = -1\nmodel = 4\nchroma = "x"',
            "tail_chunks: Input should be greater than or equal to 0; model: Input should be a valid string;"
            " chroma: no such setting",
        ),
        ("chunk_words = 500", "chunk_words: Input should be less than or equal to 180"),
        (f'passages = "{SECRET}"', "passages: Input should be a valid integer, unable to parse string as an integer"),
    ],
)
def test_every_fault_of_the_file_is_named_at_once(tmp_path, text, faults):
    file = write(tmp_path, text)
    assert refusal(tmp_path) == (
        f"The settings cannot be used: {faults}. Look at the flags and the variables ASSISTANT_… and at {str(file)!r}."
    )


def test_a_file_that_is_not_toml_is_named(tmp_path):
    file = write(tmp_path, "model = ")
    assert refusal(tmp_path) == f"{str(file)!r} is not TOML: Invalid value (at end of document)."


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    file = write(tmp_path, 'model = "café"'.encode("latin-1"))
    assert refusal(tmp_path).startswith(f"{str(file)!r} is not TOML: ")


def test_an_unknown_variable_is_named_with_those_there_are(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_PASAGES", "3")
    monkeypatch.setenv("ASSISTANT_TAIL", "3")
    own = Settings.model_fields.keys() - SERVICES
    names = sorted({f"ASSISTANT_{name.upper()}" for name in own} | {"ASSISTANT_LIBRARY"})
    assert refusal(tmp_path) == (
        f"No setting is called ASSISTANT_PASAGES, ASSISTANT_TAIL. There are: {', '.join(names)}."
    )


def test_a_variable_that_cannot_be_used_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_TAIL_CHUNKS", "many")
    assert refusal(tmp_path) == (
        "The settings cannot be used: tail_chunks: Input should be a valid integer, unable to parse string as an"
        " integer. Look at the flags and the variables ASSISTANT_…."
    )


def test_a_list_in_a_variable_is_json(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_ARTICLES", "news")
    assert refusal(tmp_path) == (
        'The settings cannot be used: error parsing value for field "articles" from source "EnvSettingsSource".'
        " A list or table is written as JSON."
    )


@pytest.mark.parametrize(
    ("line", "name", "variable"),
    [
        ("api_key", "api_key", "OPENAI_API_KEY"),
        ("OPENAI_API_KEY", "api_key", "OPENAI_API_KEY"),
        ("base_url", "base_url", "OPENAI_BASE_URL"),
        ("OPENAI_BASE_URL", "base_url", "OPENAI_BASE_URL"),
        ("reranker_api_key", "reranker_api_key", "RERANKER_API_KEY"),
        ("chroma_api_key", "chroma_api_key", "CHROMA_API_KEY"),
        ("RERANKER_BASE_URL", "reranker_base_url", "RERANKER_BASE_URL"),
    ],
)
def test_a_key_and_where_to_send_it_are_refused_in_the_file(tmp_path, line, name, variable):
    file = write(tmp_path, f'{line} = "{SECRET}"')
    assert refusal(tmp_path) == f"{str(file)!r} holds `{name}`. Set {variable} in the environment instead."


@pytest.mark.parametrize(
    ("variable", "name"),
    [("OPENAI_API_KEY", "api_key"), ("RERANKER_API_KEY", "reranker_api_key"), ("CHROMA_API_KEY", "chroma_api_key")],
)
def test_the_key_is_never_shown(tmp_path, monkeypatch, variable, name):
    monkeypatch.setenv(variable, SECRET)
    settings = load_settings(tmp_path)
    assert getattr(settings, name).get_secret_value() == SECRET
    shown = [repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()]
    assert not [text for text in shown if SECRET in text]
    write(tmp_path, "unknown = 1")
    refusal(tmp_path)


def test_an_empty_variable_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("ASSISTANT_MODEL", "")
    settings = load_settings(tmp_path)
    assert (settings.api_key, settings.model) == (None, None)


@pytest.mark.parametrize(
    ("marks", "start", "expected"),
    [
        (["lib/assistant.toml"], "lib", "lib"),
        (["lib/assistant.toml"], "lib/deep/deeper", "lib"),
        (["lib/.assistant/"], "lib/deep", "lib"),
        (["lib/.assistant/", "lib/deep/assistant.toml"], "lib/deep/deeper", "lib/deep"),
        (["lib/.assistant/"], "elsewhere", "elsewhere"),
        (["lib/corpus/"], "lib/corpus", "lib/corpus"),
    ],
)
def test_the_library_is_found_in_the_nearest_folder_that_has_one(tmp_path, marks, start, expected):
    (tmp_path / start).mkdir(parents=True)
    for mark in marks:
        path = tmp_path / mark
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(exist_ok=True) if mark.endswith("/") else path.touch()
    assert find_root(None, tmp_path / start) == tmp_path / expected


def test_a_library_that_is_named_outranks_the_variable_that_outranks_the_nearest(tmp_path, monkeypatch):
    (tmp_path / ".assistant").mkdir()
    assert find_root(None, tmp_path) == tmp_path
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(tmp_path / "variable"))
    assert find_root(None, tmp_path) == tmp_path / "variable"
    assert find_root(tmp_path / "flag", tmp_path) == tmp_path / "flag"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_root(Path("~/flag"), tmp_path) == tmp_path / "home" / "flag"
    monkeypatch.chdir(tmp_path)
    assert find_root(Path("flag"), tmp_path) == tmp_path / "flag"


def test_a_readers_own_files_lie_where_xdg_says(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state" / "assistant"
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert state_folder() == tmp_path / "home" / ".local" / "state" / "assistant"


def test_what_is_neither_true_nor_false_is_refused_in_plain_words(tmp_path):
    write(tmp_path, 'record = "maybe"')
    with pytest.raises(UsageError, match="record: must be true or false"):
        load_settings(tmp_path)
