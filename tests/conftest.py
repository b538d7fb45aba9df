"""Gives every test the same surroundings: no network beyond this machine, no home, no settings, no working folder.

What keeps the network out: sockets of this process connect to loopback only (pytest-socket) and look up no other name;
programs that a test starts inherit proxies that refuse, so that their HTTP requests fail at once. A started program's
bare sockets, and those of compiled libraries, are not kept in.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytest_socket import SocketConnectBlockedError

from shared_folder import copy_of

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
# The program as a reader runs it, in a process of its own.
ASSISTANT = [sys.executable, "-m", "assistant"]
SYSTEM_LOOKUP = socket.getaddrinfo

# The same examples on every run, so that a failure is the change's and not the day's; no time limit on one example,
# since the machine may be busy.
hypothesis.settings.register_profile("same every time", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("same every time")


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Programs that a test starts can be interrupted also where the tests run in the background of a shell.

    There SIGINT is ignored, and so it would be by all that is started.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home and working folder, UTC, and none of the caller's settings or keys."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("ASSISTANT_", "CHROMA_", "OPENAI_", "RERANKER_", "XDG_")) or name.upper().endswith(
                "_PROXY"
            ):
                patch.delenv(name)
        for name in ["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "PYTHONPATH"]:
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        for name in ["CACHE", "CONFIG", "DATA", "STATE"]:
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("TZ", "UTC")
        time.tzset()
        for scheme in ["all", "http", "https"]:
            patch.setenv(f"{scheme}_proxy", "http://127.0.0.1:9")  # the port of the discard service: nothing listens
        patch.setenv("no_proxy", ",".join(LOOPBACK))
        patch.setattr(socket, "getaddrinfo", look_up_loopback)
        patch.chdir(tmp_path_factory.mktemp("empty"))
        yield


def look_up_loopback(host: str | bytes | None, *rest: Any, **named: Any) -> Any:
    """The system's getaddrinfo for this machine's own names; a lookup is traffic too."""
    name = host.decode() if isinstance(host, bytes) else host
    if name not in [None, "", *LOOPBACK]:
        raise SocketConnectBlockedError(LOOPBACK, name)
    return SYSTEM_LOOKUP(host, *rest, **named)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> Path:
    """A library of the sample articles; tests read it and must not change it."""
    root: Path = copy_of("sample-library", tmp_path_factory, index_sample)
    return root


def index_sample(root: Path) -> None:
    (root / "corpus").symlink_to(Path(__file__).parent.parent / "corpus" / "articles")
    command = [*ASSISTANT, "--library", str(root), "index", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
