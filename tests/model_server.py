"""A scripted OpenAI-compatible server on loopback, for tests and for trying the program by hand.

In a test:

    with serving(["Rain fell [1.1]."]) as server:
        OpenAIChat(base_url=server.base_url, ...)

By hand, with a script (a JSON list of texts and of objects with the fields of Play), or answering every question with
the first sentences it is shown:

    python tests/model_server.py --port 8700 --script replies.json
    python tests/model_server.py --port 8700 --echo-evidence
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Request = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Play:
    """One reply of the server, and all that may go wrong with it."""

    pieces: Iterable[str] = ()
    thoughts: Sequence[str] = ()  # sent first, as reasoning_content
    finish: str | None = "stop"  # None: the stream ends without a reason
    usage: tuple[int, int] | None = (11, 7)  # sent when the request asks for it
    events: Sequence[object] = ()  # sent as they are, after the pieces; a str goes out unquoted
    body: object = None  # sent whole, in place of a stream; a str goes out as it is
    content_type: str = "application/json"  # of the body
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_seconds: float = 0.0  # before each piece, or before the body
    comments: bool = False  # in place of an end, comments that keep the connection alive, until the client leaves
    abrupt: bool = False  # the connection breaks off in the midst of a chunk


Replies = Sequence[str | Play] | Callable[[Request], str | Play]
Reranked = Sequence[Play] | Callable[[Request], Play]


def error(status: int, message: str, *, code: str | None = None, param: str | None = None, wait: str = "0") -> Play:
    """A refusal in the form that OpenAI gives it."""
    said = {"message": message, "type": "invalid_request_error", "code": code, "param": param}
    return Play(status=status, body={"error": said}, headers={"retry-after": wait})


WEB_PAGE = Play(body="<!doctype html><html><title>Sign in</title></html>", content_type="text/html; charset=utf-8")


def echo_evidence(request: Request) -> str:
    """The first two sentences shown, each with its handle; without any, the last question asked."""
    shown = request["messages"][-1]["content"]
    sentences = re.findall(r"^\[(\d+\.\d+)\] (.+)$", shown, re.MULTILINE)
    if sentences:
        return " ".join(f"{text} [{handle}]" for handle, text in sentences[:2])
    question = re.search(r"^Last question: (.+)$", shown, re.MULTILINE)
    return question[1] if question else "NOT IN ARTICLES"


def is_judging(request: Request) -> bool:
    """Whether a request asks for a judgement of statements."""
    return str(request["messages"][0]["content"]).startswith("You check statements")


def confirm_all(request: Request) -> str:
    """A judge to whom everything is borne out by what it cites."""
    count = re.search(r"^Judge the (\d+) statements now\.", request["messages"][0]["content"], re.MULTILINE)
    assert count
    return "\n".join(f"{number}: CONFIRMED" for number in range(1, int(count[1]) + 1))


def vector_of(text: str) -> list[float]:
    """Eight numbers that depend on the text alone."""
    return [(byte - 127.5) / 64 for byte in hashlib.sha256(text.encode()).digest()[:8]]


class ModelServer:
    """The server while it runs; `requests` holds the body of each request, `headers` what came with it.

    Requests to judge statements are no part of a script that is a list: `judge` answers them.
    """

    def __init__(
        self,
        replies: Replies,
        *,
        judge: Callable[[Request], str | Play] = confirm_all,
        embeddings: Sequence[Play] = (),
        reranked: Reranked = (),
        port: int = 0,
    ) -> None:
        self._judge = judge
        self._played = 0
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        self._replies = replies
        self._embeddings = list(embeddings)
        self._reranked = reranked if callable(reranked) else iter(reranked)
        self._lock = threading.Lock()
        self.http = _Server(("127.0.0.1", port), _Handler)
        self.http.model_server = self

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}/v1"

    def next_reply(self, request: Request) -> Play:
        """What the script has for this request."""
        with self._lock:
            if callable(self._replies):
                reply = self._replies(request)
            elif is_judging(request):
                reply = self._judge(request)
            else:
                self._played += 1
                over = self._played > len(self._replies)
                reply = error(400, "The script is over.") if over else self._replies[self._played - 1]
        return Play(pieces=re.findall(r"\s*\S+", reply)) if isinstance(reply, str) else reply

    def embed(self, request: Request) -> Play:
        """The next scripted play, else the texts' vectors, in the wrong order, as a service may send them."""
        if self._embeddings:
            return self._embeddings.pop(0)
        texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
        rows = [{"object": "embedding", "index": at, "embedding": vector_of(text)} for at, text in enumerate(texts)]
        usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
        return Play(body={"object": "list", "model": request["model"], "data": rows[::-1], "usage": usage})

    def rerank(self, request: Request) -> Play:
        """What the script has for this request."""
        if callable(self._reranked):
            return self._reranked(request)
        return next(self._reranked, error(400, "The script is over."))


@contextmanager
def serving(
    replies: Replies = (),
    *,
    judge: Callable[[Request], str | Play] = confirm_all,
    embeddings: Sequence[Play] = (),
    reranked: Reranked = (),
) -> Iterator[ModelServer]:
    """A server that plays `replies`, one for each chat request in turn, or what a function makes of each request."""
    server = ModelServer(replies, judge=judge, embeddings=embeddings, reranked=reranked)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    model_server: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has left is no error of the script's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._send_body(Play(body={"object": "list", "data": [{"id": "scripted", "object": "model"}]}))

    def do_POST(self) -> None:
        model_server = self.server.model_server
        request = json.loads(self.rfile.read(int(self.headers.get("content-length", "0"))))
        model_server.paths.append(self.path)
        model_server.headers.append({name.lower(): value for name, value in self.headers.items()})
        model_server.requests.append(request)
        path = self.path.partition("?")[0]
        if path.endswith("/embeddings"):
            self._send_body(model_server.embed(request))
        elif path.endswith("/rerank"):
            self._send_body(model_server.rerank(request))
        elif not path.endswith("/chat/completions"):
            self._send_body(Play(status=404, body="404 page not found", content_type="text/plain"))
        else:
            play = model_server.next_reply(request)
            if play.body is not None:
                self._send_body(play)
            elif request.get("stream"):
                self._send_stream(play, request)
            else:
                self._send_body(Play(body=_completion(play)))

    def _send_body(self, play: Play) -> None:
        text = play.body if isinstance(play.body, str) else json.dumps(play.body)
        data = text.encode()
        time.sleep(play.pause_seconds)
        self.send_response(play.status)
        for name, value in {"content-type": play.content_type, **play.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _send_stream(self, play: Play, request: Request) -> None:
        self.send_response(play.status)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for event in _events(play, request):
                time.sleep(play.pause_seconds)
                self._send_chunk(f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n")
            while play.comments and not self.server.model_server.closing.wait(0.02):
                self._send_chunk(": still there\n\n")
            if play.abrupt:
                self.wfile.write(b"ff\r\ndata: {")
                self.close_connection = True
                return
            if play.finish is not None:
                self._send_chunk("data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send_chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Says nothing: a test's output is its own."""


def _events(play: Play, request: Request) -> Iterator[object]:
    yield _chunk({"role": "assistant", "content": ""})
    for thought in play.thoughts:
        yield _chunk({"reasoning_content": thought})
    for piece in play.pieces:
        yield _chunk({"content": piece})
    yield from play.events
    if play.finish is not None:
        yield _chunk({}, finish=play.finish)
        if play.usage and request.get("stream_options", {}).get("include_usage"):
            yield {**_chunk({}), "choices": [], "usage": _usage(play.usage)}


def _chunk(delta: Mapping[str, str], *, finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _completion(play: Play) -> dict[str, object]:
    message = {"role": "assistant", "content": "".join(play.pieces)}
    choice = {"index": 0, "message": message, "finish_reason": play.finish}
    usage = {"usage": _usage(play.usage)} if play.usage else {}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice], **usage}


def _usage(counts: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": counts[0], "completion_tokens": counts[1], "total_tokens": sum(counts)}


def main() -> None:
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=8700)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--script", type=Path, help="a JSON file: a list of texts, and of objects with Play's fields")
    source.add_argument("--echo-evidence", action="store_true", help="answer with the first sentences shown")
    options = parser.parse_args()
    replies: Replies = echo_evidence
    if options.script:
        rows = json.loads(options.script.read_text(encoding="utf-8"))
        replies = [row if isinstance(row, str) else Play(**row) for row in rows]
    server = ModelServer(replies, port=options.port)
    print(f"OPENAI_BASE_URL={server.base_url}", flush=True)  # noqa: T201  # the line to copy
    try:
        server.http.serve_forever()
    except KeyboardInterrupt:
        server.http.server_close()


if __name__ == "__main__":
    main()
