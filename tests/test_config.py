"""`assistant config` on the command line."""

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from command_line import run

FILE = 'passages = 12\nexclude = ["drafts/*"]\nmodel = "evil"\narticles = ["articles", "../private"]\n'


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "assistant.toml").write_text(FILE)
    return tmp_path


def told(library: Path, **variables: str) -> dict[str, dict[str, object]]:
    done = run("config", "--json", cwd=library, **variables)
    assert done.returncode == 0
    return {each["name"]: each for each in json.loads(done.stdout)["settings"]}


def test_it_shows_every_setting_those_of_the_reader_first(library: Path) -> None:
    done = run("config", cwd=library, ASSISTANT_RECORD="false", OPENAI_API_KEY="sk-secret")
    assert done.stderr.startswith("assistant: assistant.toml in ")
    own, _, others = done.stdout.partition("\nBy default:\n")
    assert own.partition("\n\n")[2] == (
        "Set by you:\n"
        '  articles = ["articles"] (assistant.toml says ["../private"], which you have\n'
        "  not allowed)\n"
        '  exclude = ["drafts/*"] (assistant.toml)\n'
        '  model = (none) (assistant.toml says "evil", which you have not allowed)\n'
        "  api_key = (hidden) (OPENAI_API_KEY)\n"
        "  record = false (ASSISTANT_RECORD)\n"
        "  passages = 12 (assistant.toml)\n"
    )
    assert "  window_tokens = 8000\n" in others
    assert "secret" not in done.stdout


def test_the_json_has_the_values_as_they_count(library: Path) -> None:
    settings = told(library, assistant_passages="7")  # the environment's variables may be written in any case
    assert list(settings) == list(Settings.model_fields)
    assert settings["passages"] | {} == {
        "name": "passages",
        "value": 7,
        "origin": "assistant_passages",
        "hidden": False,
        "unused": None,
    }
    assert (settings["model"]["value"], settings["model"]["unused"]) == (None, '"evil"')
    assert (settings["exclude"]["value"], settings["exclude"]["origin"]) == (["drafts/*"], "assistant.toml")
    assert settings["timeout_seconds"]["origin"] == "default"


def test_a_password_in_an_address_is_hidden(library: Path) -> None:
    url = told(library, OPENAI_BASE_URL="http://ada:secret@127.0.0.1:9/v1")["base_url"]
    assert (url["value"], url["hidden"]) == ("http://…@127.0.0.1:9/v1", True)


def test_an_allowed_setting_counts(library: Path) -> None:
    run("trust", "--yes", cwd=library)
    assert (told(library)["model"]["value"], told(library)["model"]["origin"]) == ("evil", "assistant.toml")


def test_settings_that_cannot_be_used_are_named(library: Path) -> None:
    (library / "assistant.toml").write_text("passages = -1\n")
    done = run("config", cwd=library)
    assert (done.returncode, done.stdout) == (2, "")
    assert "passages: Input should be greater than or equal to 1" in done.stderr
