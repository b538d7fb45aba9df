"""Profiles of the reader's own settings file: which counts, what it says, and what is never sent to its server."""

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.records.ports import Message, Role
from assistant.settings import load_settings, own_settings_file, read_file, state_folder
from assistant.trust import allow
from assistant.wiring.models import make_model
from command_line import run
from model_server import serving

LOCAL = """
[profiles.local]
base_url = "http://127.0.0.1:8080/v1"
model = "small"
window_tokens = 4096

[profiles.cloud]
model = "large"
key_variable = "CLOUD_KEY"
"""
ASKED = [Message(Role.USER, "What fell?")]


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the reader's own settings, with the profiles in it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    write(LOCAL)
    return tmp_path


def write(text: str) -> None:
    file = own_settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def chosen(root: Path, **flags: str) -> tuple[object, ...]:
    settings = load_settings(root, **flags)
    return settings.profile, settings.server.base_url, settings.model, settings.window_tokens


def test_a_profile_says_whose_model_is_asked_and_how(tmp_path: Path) -> None:
    assert chosen(tmp_path, profile="local") == ("local", "http://127.0.0.1:8080/v1", "small", 4096)
    assert not load_settings(tmp_path).names_server


@pytest.mark.parametrize(
    ("flag", "variables", "in_library", "default", "expected"),
    [
        ("cloud", {"ASSISTANT_PROFILE": "local"}, "local", "local", "cloud"),
        (None, {"ASSISTANT_PROFILE": "cloud"}, "local", "local", "cloud"),
        (None, {}, "cloud", "local", "cloud"),
        (None, {}, None, "local", "local"),
        (None, {"OPENAI_API_KEY": "sk-other-secret"}, None, "local", "local"),
        (None, {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, None, "local", None),
        ("cloud", {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, None, "local", "cloud"),
    ],
)
def test_the_nearest_choice_of_a_profile_counts(
    tmp_path, monkeypatch, flag, variables, in_library, default, expected
) -> None:
    write(f'default_profile = "{default}"\n{LOCAL}')
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    if in_library:
        (tmp_path / "assistant.toml").write_text(f'profile = "{in_library}"')
        allow(state_folder(), read_file(tmp_path))
    assert load_settings(tmp_path, profile=flag).profile == expected


def test_a_library_chooses_no_profile_without_permission(tmp_path: Path) -> None:
    (tmp_path / "assistant.toml").write_text('profile = "local"')
    assert not load_settings(tmp_path).names_server


@pytest.mark.parametrize(
    ("flags", "variables", "model"),
    [
        ({"profile": "local", "model": "typed"}, {}, "typed"),
        ({"profile": "local"}, {"ASSISTANT_MODEL": "of-variable"}, "small"),
        ({}, {"ASSISTANT_PROFILE": "local", "ASSISTANT_MODEL": "of-variable"}, "of-variable"),
    ],
)
def test_what_is_typed_outranks_a_profile_and_a_profile_that_is_typed_outranks_variables(
    tmp_path, monkeypatch, flags, variables, model
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert load_settings(tmp_path, **flags).model == model


def test_the_key_of_the_environment_is_not_the_key_of_a_profile(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-server")
    assert load_settings(tmp_path, profile="local").server.key is None
    monkeypatch.setenv("CLOUD_KEY", "sk-cloud")
    key = load_settings(tmp_path, profile="cloud").server.key
    assert key is not None
    assert key.get_secret_value() == "sk-cloud"


def test_a_key_that_is_missing_is_told_when_the_server_is_to_be_asked(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, profile="cloud")
    with pytest.raises(UsageError, match="The profile 'cloud' takes its key from CLOUD_KEY, which is not set"):
        make_model(settings, settings.model)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (LOCAL, "locl", "No profile is called 'locl'. Did you mean 'local'?"),
        ("", "local", "No profile is called 'local'. Write it into "),
        ("[profiles.local]\nbase_ur = 1", "local", "profiles.local.base_ur: no such setting"),
        (
            "[profiles.local]\nwindow_tokens = 5",
            "local",
            "window_tokens: Input should be greater",
        ),
        ("profiles = ", "local", "is not TOML"),
        ('model = "x"', "local", "model: no such setting"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, text, name, said) -> None:
    write(text)
    with pytest.raises(UsageError) as refused:
        load_settings(tmp_path, profile=name)
    assert said in str(refused.value)


def test_a_file_that_others_can_write_to_is_refused(tmp_path: Path) -> None:
    own_settings_file().chmod(0o666)
    with pytest.raises(UsageError, match="can be written to by others"):
        load_settings(tmp_path)


def test_a_profiles_server_is_sent_its_own_headers_and_nothing_of_the_variables(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-server")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Other: secret")
    monkeypatch.setenv("OWN_KEY", "own-key")
    with serving(["Rain."]) as server:
        write(
            f'[profiles.own]\nbase_url = "{server.base_url}"\nkey_variable = "OWN_KEY"\nheaders = {{ "X-Team" = "a" }}'
        )
        model = make_model(load_settings(tmp_path, profile="own"), "small")
        assert model is not None
        assert "".join(model.reply(ASKED, max_tokens=9)) == "Rain."
    sent = server.headers[0]
    assert (sent["authorization"], sent["x-team"]) == ("Bearer own-key", "a")
    assert "secret" not in json.dumps(sent)
    assert "sk-of-another-server" not in json.dumps(sent)


def test_an_azure_resource_is_asked_for_its_deployment_with_the_version(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("AZURE_KEY", "azure-key")
    with serving(["Rain."]) as server:
        address = server.base_url.removesuffix("/v1")
        write(
            f'[profiles.azure]\nbase_url = "{address}"\nkey_variable = "AZURE_KEY"\napi_version = "2024-10-21"\n'
            'model = "my-deployment"\n'
        )
        settings = load_settings(tmp_path, profile="azure")
        model = make_model(settings, settings.model)
        assert model is not None
        assert "".join(model.reply(ASKED, max_tokens=9)) == "Rain."
    assert server.paths == ["/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21"]
    assert server.headers[0]["api-key"] == "azure-key"


def test_config_shows_what_of_the_profile_counts(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CLOUD_KEY", "sk-cloud")
    done = run("config", "--profile", "local", cwd=tmp_path, ASSISTANT_MODEL="m", OPENAI_API_KEY="sk-other")
    own = done.stdout.partition("Set by you:\n")[2].partition("\n\n")[0]
    assert own.splitlines() == [
        '  profile = "local" (--profile)',
        '  model = "small" (profile local)',
        "  api_key = (hidden) (profile local)",
        '  base_url = "http://127.0.0.1:8080/v1" (profile local)',
        "  api_version = (none) (profile local)",
        "  window_tokens = 4096 (profile local)",
    ]
