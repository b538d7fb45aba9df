"""The tests' own surroundings hold: see conftest.py."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest


@pytest.mark.filterwarnings("ignore:A test tried")  # pytest-socket warns as well as raising
@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_address_beyond_this_machine_is_reached(host: str) -> None:
    with pytest.raises(RuntimeError, match="A test tried to use socket"):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        greeter = threading.Thread(target=accept_and_close, args=[server])
        greeter.start()
        with socket.create_connection((host, server.getsockname()[1]), timeout=60) as connection:
            assert connection.recv(1) == b""
        greeter.join()


def test_a_started_program_s_http_request_is_refused() -> None:
    request = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=60)"
    finished = subprocess.run([sys.executable, "-c", request], capture_output=True, text=True, check=False)
    assert finished.stderr.splitlines()[-1].endswith("Connection refused>")


def test_home_and_working_folder_are_temporary(tmp_path_factory: pytest.TempPathFactory) -> None:
    folders = [Path.home(), Path.cwd()]
    assert [folder.is_relative_to(tmp_path_factory.getbasetemp()) for folder in folders] == [True, True]


def test_none_of_the_caller_s_settings_remain() -> None:
    assert [name for name in os.environ if name.startswith(("ASSISTANT_", "OPENAI_"))] == []


def accept_and_close(server: socket.socket) -> None:
    connection, _ = server.accept()
    connection.close()
