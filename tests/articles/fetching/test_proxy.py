"""What a proxy is asked, and what is not left to it."""

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from assistant.articles.fetching.fetch import Fetcher, FetchRules, proxy_at
from assistant.articles.fetching.request import Limits, Proxy
from assistant.errors import NotFetched, UsageError

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nWords"
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Asked:
    """A proxy that answers each connection with the next reply, and what it was sent."""

    def __init__(self, *replies: bytes) -> None:
        self.sent: list[bytes] = []
        self._replies = replies
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        for reply in self._replies:
            with suppress(OSError):
                connection, _ = self._server.accept()
                with connection:
                    self.sent.append(connection.recv(65_536))
                    connection.sendall(reply)

    def close(self) -> None:
        self._server.close()


@contextmanager
def proxy(*replies: bytes) -> Iterator[Asked]:
    asked = Asked(*replies)
    asked.thread.start()
    try:
        yield asked
    finally:
        asked.close()


def fetcher(asked: Asked, **rules: Any) -> Fetcher:
    def not_found(host: str, port: int) -> list[str]:
        if host[0].isdigit():
            return [host]
        raise OSError("Name or service not known")

    through = Proxy("127.0.0.1", asked.port, "me:secret")
    return Fetcher(
        FetchRules(pause_seconds=0, proxy=through, resolve=not_found, limits=Limits(total_seconds=20), **rules)
    )


def test_a_page_is_asked_of_the_proxy_by_its_whole_address() -> None:
    with proxy(NONE, PAGE) as asked:
        assert fetcher(asked).fetch("http://news.example:8080/a?b").body == b"Words"
        lines = [sent.split(b"\r\n")[0].decode() for sent in asked.sent]
        assert lines == [f"GET http://news.example:8080/{path} HTTP/1.1" for path in ("robots.txt", "a?b")]
        assert b"Proxy-Authorization: Basic " + base64.b64encode(b"me:secret") in asked.sent[1]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "the proxy '127.0.0.1' refuses (HTTP/1.1 403 Forbidden)"),
        (b"words", "the proxy '127.0.0.1' does not answer as one does"),
        (b"H" * 20_000, "the proxy '127.0.0.1' does not answer as one does"),
        (b"HTTP/1.1 200 OK\r\n\r\nno TLS at all", "no secure connection is made"),
    ],
)
def test_the_proxy_is_asked_for_a_way_to_a_secure_page(reply: bytes, said: str) -> None:
    with proxy(reply) as asked:
        with pytest.raises(NotFetched) as refused:
            fetcher(asked).fetch("https://news.example/a")
        assert refused.value.message == f"cannot be reached: {said}"
        assert asked.sent[0].startswith(b"CONNECT news.example:443 HTTP/1.1\r\nHost: news.example:443\r\nProxy-Auth")


def test_a_private_address_is_not_asked_of_the_proxy_either() -> None:
    with proxy() as asked:
        with pytest.raises(NotFetched, match="private network"):
            fetcher(asked).fetch("http://10.0.0.1/")
        assert asked.sent == []


def test_the_address_of_a_proxy_is_read() -> None:
    assert proxy_at(None) is None
    assert proxy_at("http://proxy.example") == Proxy("proxy.example", 80)
    assert proxy_at("http://a%40b:c@proxy.example:3128/") == Proxy("proxy.example", 3128, "a@b:c")
    for wrong in ("proxy.example:3128", "https://proxy.example", "socks5://x", "http://", "http://[x"):
        with pytest.raises(UsageError, match="is not the address of a proxy"):
            proxy_at(wrong)
