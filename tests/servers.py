"""Servers on this machine for tests: a real `chroma run`, what may stand in its place, and a proxy in front of it."""

import http.client
import http.server
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

CHROMA = Path(sys.executable).parent / "chroma"
SECONDS_TO_START = 300.0
_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"


@contextmanager
def chroma_run(folder: Path) -> Iterator[str]:
    """The address of a Chroma server (`chroma run`, the compiled one) that keeps its data in a folder."""
    with chroma_process(folder) as (address, _):
        yield address


@contextmanager
def chroma_process(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same, with its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            if not _answers(address, process):
                pytest.skip("`chroma run` cannot be started here")
            yield address, process
        finally:
            process.kill()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=60):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def collections(server: str) -> dict[str, dict[str, Any]]:
    """What Chroma says of the collections there, by name."""
    with urllib.request.urlopen(f"{server}{_COLLECTIONS}", timeout=60) as reply:
        return {each["name"]: each for each in json.load(reply)}


def make_collection(server: str, name: str, **metadata: str) -> None:
    """Makes a collection as a stranger would."""
    body = json.dumps({"name": name, "metadata": metadata or None}).encode()
    asked = urllib.request.Request(f"{server}{_COLLECTIONS}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=60):
        pass


def drop_collection(server: str, name: str) -> None:
    """Removes a collection behind the program's back."""
    with urllib.request.urlopen(urllib.request.Request(f"{server}{_COLLECTIONS}/{name}", method="DELETE"), timeout=60):
        pass


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that says only what `talk` does, and the beginnings of the requests it got."""
    got: list[bytes] = []
    held: list[socket.socket] = []

    def serve(server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            held.append(connection)
            with suppress(OSError):
                got.append(connection.recv(65_536))
                talk(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", got
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for each in held:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            thread.join()


def answering(status: str, body: str) -> Callable[[socket.socket], None]:
    """A server that gives every request the same answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n"

    def talk(connection: socket.socket) -> None:
        connection.sendall((head + body).encode())
        connection.shutdown(socket.SHUT_WR)

    return talk


def silent(_connection: socket.socket) -> None:
    """A server that accepts and says nothing."""


def dripping(connection: socket.socket) -> None:
    """A server that sends a byte now and then, and never an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.05)


@contextmanager
def guarded(server: str, key: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """A proxy that speaks TLS and lets through only who brings the key; its address and its authority's certificate."""
    certificate, private = _certificate(folder)
    host, port = server.removeprefix("http://").split(":")

    class Proxy(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Authorization") != f"Bearer {key}":
                self._answer(401, b"no key")
                return
            connection = http.client.HTTPConnection(host, int(port), timeout=60)
            connection.request(self.command, self.path, body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            self._answer(reply.status, reply.read())
            connection.close()

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

        do_GET = do_POST = do_DELETE = _pass  # noqa: N815

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        proxy.daemon_threads = True
        proxy.block_on_close = False
        proxy.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that refuses the certificate
        proxy.socket = context.wrap_socket(proxy.socket, server_side=True)
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        try:
            yield f"https://localhost:{proxy.server_port}", certificate
        finally:
            proxy.shutdown()
            thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that is its own authority, good for a day, and its key."""
    certificate, private = folder / "authority.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(private), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate with")
    return certificate, private
