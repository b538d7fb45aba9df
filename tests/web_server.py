"""A web server on loopback, whose pages a test gives, and a way to reach it under public names.

with web({"/": Page("<p>Words.</p>")}) as site:
    Fetcher(rules_for(site)).fetch("http://news.example/")
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.articles.fetching.fetch import FetchRules

PUBLIC = "93.184.216.34"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. With an etag or a stamp it is 304 for who has it already; `drip_seconds` passes before each byte."""

    body: str | bytes = ""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    drip_seconds: float = 0.0
    announced: int | None = None  # bytes, where that is not their number


Pages = dict[str, Page | Callable[[Mapping[str, str]], Page]]


class Site:
    """The pages by path, changed by the test as it likes, and what was asked for."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.asked: list[str] = []  # paths in order
        self.headers: list[dict[str, str]] = []
        self.answered: list[int] = []
        self.connected: list[tuple[str, int]] = []  # by `connect`: the numeric address and port that were meant
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.http.daemon_threads = True
        self.http.site = self  # type: ignore[attr-defined]  # how a handler finds it

    @property
    def port(self) -> int:
        return int(self.http.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, number: str, port: int, seconds: float) -> socket.socket:
        """A connection to this server, whatever address is meant."""
        self.connected.append((number, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def without_robots(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append(self.path)
        site.headers.append({name.lower(): value for name, value in self.headers.items()})
        found = site.pages.get(self.path, Page("Nothing is here.", status=404))
        page = found(site.headers[-1]) if callable(found) else found
        same = (page.etag and self.headers.get("If-None-Match") == page.etag) or (
            page.last_modified and self.headers.get("If-Modified-Since") == page.last_modified
        )
        status = 304 if same else page.status
        site.answered.append(status)
        body = b"" if same else page.body.encode() if isinstance(page.body, str) else page.body
        named: dict[str, Any] = {
            "Content-Type": page.content_type,
            "ETag": page.etag,
            "Last-Modified": page.last_modified,
            "Content-Length": str(len(body) if page.announced is None else page.announced),
            **page.headers,
        }
        with suppress(OSError):
            self.send_response(status)
            for name, value in named.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self._send(body, page.drip_seconds)

    def _send(self, body: bytes, drip_seconds: float) -> None:
        if not drip_seconds:
            self.wfile.write(body)
            return
        for byte in body:
            time.sleep(drip_seconds)
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Says nothing on the test's stderr."""


@contextmanager
def web(pages: Pages | None = None) -> Iterator[Site]:
    """The server, until the test is over."""
    site = Site(dict(pages or {}))
    thread = threading.Thread(target=site.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.http.shutdown()
        site.http.server_close()
        thread.join()


def rules_for(site: Site, hosts: Mapping[str, list[str]] | None = None, **rules: Any) -> FetchRules:
    """Rules under which every public name leads to the server, at once, and each of `hosts` to its own addresses."""
    own = hosts or {}
    given = {
        "pause_seconds": 0.0,
        "resolve": lambda host, _: own.get(host, [PUBLIC]),
        "connect": site.connect,
        **rules,
    }
    return FetchRules(**given)
