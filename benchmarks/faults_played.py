"""The faults and forms of reply that benchmarks/faults.py plays: what a server writes to its client."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Plays = Callable[["Handler", str], None]
JUNE = "Halina Corbet told the council that Chandlers’ Bridge was on course to reopen on 20 June."
SAID = "The bridge is on course to reopen on 20 June, Halina Corbet told the council"


@dataclass(frozen=True, slots=True)
class Fault:
    """What a server does with the request for an answer, and with that for a judgement (None: it confirms all)."""

    name: str
    answer: Plays
    judge: Plays | None = None


class Handler(BaseHTTPRequestHandler):
    """Plays one fault."""

    protocol_version = "HTTP/1.1"
    server: _Listening

    def do_GET(self) -> None:
        self.whole(200, {"object": "list", "data": []})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        material = "\n".join(str(each["content"]) for each in asked["messages"])
        self.server.owner.requests += 1
        if "You check statements" in material:
            (self.server.owner.fault.judge or _confirm)(self, material)
        else:
            self.server.owner.fault.answer(self, material)

    def whole(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        """Writes a reply that is no stream; a text goes out as a web page."""
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "text/html" if isinstance(body, str) else "application/json")
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def stream(self, events: Iterable[str], *, pause: float = 0.0) -> None:
        """Writes events as they are, and ends the connection."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        for event in events:
            self.wfile.write(event.encode("utf-8", "surrogatepass"))
            self.wfile.flush()
            if pause and self.server.owner.closing.wait(pause):
                return
            if self.server.owner.closing.is_set():
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Says nothing."""


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has left is no error of the script's."""


class Server:
    """A server on loopback for one fault; `strayed`: another one was sent a request that was this one's."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.requests = 0
        self.strayed = False
        self.closing = threading.Event()
        self._http = _Listening(("127.0.0.1", 0), Handler)
        self._http.owner = self
        self._other = _Listening(("127.0.0.1", 0), _stray(self))
        self.elsewhere = f"http://localhost:{self._other.server_address[1]}/v1/chat/completions"

    @property
    def base_url(self) -> str:
        if self.fault.name == "nobody listens":
            return "http://127.0.0.1:9/v1"
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Server:
        for each in (self._http, self._other):
            threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        for each in (self._http, self._other):
            each.shutdown()
            each.server_close()


def _stray(owner: Server) -> type[BaseHTTPRequestHandler]:
    class Stray(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            owner.strayed = True
            self.send_error(500)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Says nothing."""

    return Stray


def _mark(material: str, sentence: str = JUNE) -> str:
    found = re.search(rf"^\[(\d+\.\d+)\] {re.escape(sentence)}", material, re.MULTILINE)
    return found[1] if found else "1.1"


def _event(delta: Mapping[str, str], finish: str | None = None) -> str:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n"


def _pieces(pieces: Iterable[str], finish: str | None = "stop") -> Iterable[str]:
    for piece in pieces:
        yield _event({"content": piece})
    if finish is not None:
        yield _event({}, finish)
        yield "data: [DONE]\n\n"


def _judges(handler: Handler, material: str, verdict: str) -> None:
    """The same verdict on every statement."""
    count = re.search(r"Judge the (\d+) statements", material)
    numbers = range(1, int(count[1] if count else 1) + 1)
    handler.stream(_pieces(["\n".join(f"{number}: {verdict}" for number in numbers)]))


def _confirm(handler: Handler, material: str) -> None:
    _judges(handler, material, f"CONFIRMED [{_mark(material)}]")


def _refuse(handler: Handler, material: str) -> None:
    _judges(handler, material, "NOT CONFIRMED - no")


def _says(form: str, finish: str | None = "stop") -> Plays:
    """A reply of this form: {n} is the number of the sentence that answers, {a} that of its article."""

    def play(handler: Handler, material: str) -> None:
        mark = _mark(material)
        text = form.replace("{n}", mark).replace("{a}", mark.partition(".")[0]).replace("{said}", SAID)
        handler.stream(_pieces(re.findall(r"\s*\S+\s*", text), finish))

    return play


def _status(status: int, message: str = "No.", code: str | None = None, **headers: str) -> Plays:
    return lambda handler, _: handler.whole(status, {"error": {"message": message, "code": code}}, headers)


def _raw(*events: str) -> Plays:
    return lambda handler, _: handler.stream(events)


def _endless(text: str, *, pause: float = 0.0, thoughts: bool = False) -> Plays:
    def play(handler: Handler, material: str) -> None:
        event = _event({"reasoning_content" if thoughts else "content": text.replace("{n}", _mark(material))})
        handler.stream(iter(lambda: event, ""), pause=pause)

    return play


def _quiet(handler: Handler, _: str) -> None:
    handler.server.owner.closing.wait(60)


def _hangs_up(handler: Handler, _: str) -> None:
    handler.close_connection = True
    handler.connection.close()


def _headers_never_end(handler: Handler, _: str) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.owner.closing.wait(0.5):
        handler.wfile.write(b"x-more: 1\r\n")
        handler.wfile.flush()


def _no_http(handler: Handler, _: str) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


def _redirect(handler: Handler, _: str) -> None:
    handler.whole(307, {}, {"location": handler.server.owner.elsewhere})


def _round_and_round(handler: Handler, _: str) -> None:
    handler.whole(307, {}, {"location": "/v1/chat/completions"})


def _many(handler: Handler, material: str) -> None:
    mark = _mark(material)
    handler.stream(_pieces(f"Report {number} says that it reopens on 20 June [{mark}]. " for number in range(1_200)))


def _big(handler: Handler, material: str) -> None:
    handler.stream(_pieces([f"{SAID} [{_mark(material)}]. ", "x" * 10_000_000]))


def _big_in_pieces(handler: Handler, material: str) -> None:
    handler.stream(_pieces([f"{SAID} [{_mark(material)}]. ", *["and so on and on " * 10] * 60_000]))


def _slowly(handler: Handler, material: str) -> None:
    handler.stream(_pieces([*f"{SAID} [{_mark(material)}]."]), pause=0.5)


RIGHT = "{said} [{n}]."
DEEP = "[" * 200_000
FAULTS: Sequence[Fault] = (
    Fault("nobody listens", _quiet),
    Fault("accepts and says nothing", _quiet),
    Fault("hangs up at once", _hangs_up),
    Fault("headers that never end", _headers_never_end),
    Fault("speaks no HTTP", _no_http),
    Fault("redirects to another host", _redirect),
    Fault("redirects to itself", _round_and_round),
    Fault("a web page", lambda handler, _: handler.whole(200, "<html><title>Sign in</title></html>")),
    Fault("an empty body", lambda handler, _: handler.whole(200, "")),
    Fault("other JSON", lambda handler, _: handler.whole(200, {"hello": "world"})),
    Fault("a list for JSON", lambda handler, _: handler.whole(200, [1, 2])),
    Fault("deep JSON as the body", lambda handler, _: handler.whole(200, f'{{"choices": {DEEP}')),
    Fault("status 400", _status(400)),
    Fault("status 401, a wrong key", _status(401, "Incorrect API key provided: sk-loopback-0123456789")),
    Fault("status 403", _status(403)),
    Fault("status 404, no such model", _status(404, "The model `m` does not exist")),
    Fault("status 404, no such page", lambda handler, _: handler.whole(404, "404 page not found")),
    Fault("status 408", _status(408)),
    Fault("status 413", _status(413, "Payload too large")),
    Fault("status 422", _status(422)),
    Fault("status 429, no quota", _status(429, "You exceeded your quota", "insufficient_quota")),
    Fault("status 429, wait a minute", _status(429, "Slow down", **{"retry-after": "60"})),
    Fault("status 429, again and again", _status(429, "Slow down", **{"retry-after": "0"})),
    Fault("status 500", _status(500)),
    Fault("status 502, a web page", lambda handler, _: handler.whole(502, "<html>Bad gateway</html>")),
    Fault("status 503", _status(503, "Loading model")),
    Fault("the window is too small", _status(400, "This model's maximum context length is 512 tokens")),
    Fault("an empty stream", _raw()),
    Fault("a stream of nothing but its end", _raw(*_pieces([]))),
    Fault("a stream that breaks off at once", _says("The bridge", finish=None)),
    Fault("breaks off behind a sentence", _says(f"{RIGHT} It will", finish=None)),
    Fault("at its limit before a sentence", _says("The bridge is", finish="length")),
    Fault("at its limit behind a sentence", _says(f"{RIGHT} It will", finish="length")),
    Fault("a content filter at once", _says("", finish="content_filter")),
    Fault("a content filter on the way", _says(f"{RIGHT} It will", finish="content_filter")),
    Fault("an error in the stream", _raw(_event({"content": "The"}), 'data: {"error": {"message": "GPU lost"}}\n\n')),
    Fault("a chunk that is no JSON", _raw("data: {oops\n\n")),
    Fault("a chunk that is a list", _raw("data: [1]\n\n")),
    Fault("a chunk of deep JSON", _raw(f"data: {DEEP}\n\n")),
    Fault("lone surrogates", _raw(*_pieces(["The bridge \ud83d opens \udc4d."]))),
    Fault("control characters", _says("\x1b[31m{said}\x00\x07 [{n}].")),
    Fault("thoughts alone", _raw(_event({"reasoning_content": "Hm."}), *_pieces([]))),
    Fault("thoughts never closed", _says("<think>The bridge, the bridge. {said} [{n}].")),
    Fault("thoughts, then an answer", _says("<think>Which one?</think>{said} [{n}].")),
    Fault("an endless fast stream", _endless("It reopens on 20 June, it is said in another way [{n}]. ")),
    Fault("an endless word", _endless("bridge")),
    Fault("endless thoughts", _endless("Hm. ", thoughts=True)),
    Fault(
        "comments that keep the line alive", lambda handler, _: handler.stream(iter(lambda: ": on\n\n", ""), pause=0.1)
    ),
    Fault("a trickle", _slowly),
    Fault("1,200 sentences", _many),
    Fault("10 MB in one piece", _big),
    Fault("10 MB in small pieces", _big_in_pieces),
    Fault("a line again and again", _endless("{n} The bridge reopens.\n")),
    Fault("as it should be", _says(RIGHT)),
    Fault("no number", _says("{said}.")),
    Fault("the article's number", _says("{said} [{a}].")),
    Fault("(1.2)", _says("{said} ({n}).")),
    Fault("【1.2】", _says("{said}【{n}】.")),
    Fault("(Article 1, sentence 2)", _says("{said} (Article {a}, sentence 1).")),
    Fault("the number in front", _says("[{n}] {said}.")),
    Fault("a list", _says("Here is the answer:\n\n- {said} [{n}]\n")),
    Fault("JSON", _says('{"answer": "{said}.", "sources": ["{n}"]}')),
    Fault("JSON in a fence", _says('```json\n{"sentences": [{"text": "{said}.", "citations": ["{n}"]}]}\n```')),
    Fault("footnotes", _says("{said}.[^1]\n\n[^1]: {n}")),
    Fault("sources at the end", _says("{said}.\n\nSources: {n}")),
    Fault("a number that does not exist", _says("{said} [99.9].")),
    Fault("an invented quotation", _says("“We shall dance on it,” she said [{n}].")),
    Fault("says that it cannot", _says("I'm sorry, but as an AI language model I cannot browse the web.")),
    Fault("finds no answer", _says("NOT IN ARTICLES")),
    Fault("repeats what it was asked", lambda handler, material: handler.stream(_pieces([material]))),
    Fault("the judge refuses all", _says(RIGHT), _refuse),
    Fault("the judge cannot be read", _says(RIGHT), _says("All is well.")),
    Fault("the judge fails", _says(RIGHT), _status(500)),
    Fault("the judge says nothing", _says(RIGHT), _quiet),
    Fault("the judge never ends", _says(RIGHT), _endless("1: CONFIRMED\n")),
    Fault("the judge sends deep JSON", _says(RIGHT), _says(f'{{"verdicts": {"[" * 20_000}')),
)
