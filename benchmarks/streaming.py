"""How soon a reader sees something: ours beside what cannot be done without, in the same rounds.

    python benchmarks/streaming.py [--rounds 5] [--before FOLDER]

word      from the server's first token to that word on the screen of `assistant chat`, beside a script that prints
          what the openai package reads
request   from the start of `assistant ask` to its request at the server, beside the same script
before    the same of the checkout in FOLDER, an earlier state
question  from Enter in `assistant chat`, three seconds after its prompt, to the request, beside that script's start
prompt    from the start of `assistant chat` to its prompt, beside `python -c "import prompt_toolkit, rich"`

The server is a process of its own that sends a token every 20 ms; ours run on a terminal of their own, on the sample
library. Printed are medians in milliseconds, and the median of the rounds' ratios (of `word`: of the differences).
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

ASSISTANT = [sys.executable, "-m", "assistant"]
IMPORTED = [sys.executable, "-c", "import prompt_toolkit, rich"]
QUESTION = "When will Chandlers' Bridge reopen?"
FIRST = "Chandlers"
TOKENS = f"{FIRST} ’ Bridge will reopen to traffic on 20 June , the city engineer said on Wednesday .".split()
SECONDS_BETWEEN_TOKENS = 0.02
SECONDS_OF_TYPING = 3.0
FAINT, INTERRUPT, END = "\x1b[2m", "\x03", "\x04"
BARE = f"""
import openai
for chunk in openai.OpenAI().chat.completions.create(
    model="m", stream=True, messages=[{{"role": "user", "content": "{QUESTION}"}}]
):
    print(chunk.choices[0].delta.content or "" if chunk.choices else "", end="", flush=True)
"""


def main() -> None:
    """Prints the table; with --serve it is the server, which prints when it is asked and when it begins to answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--before", type=Path)
    arguments = parser.parse_args()
    if arguments.serve:
        serve()
        return
    # An installed program is compiled once, as the packages beside it are.
    left_out = ("ASSISTANT_", "OPENAI_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    with tempfile.TemporaryDirectory() as folder, served() as (address, told):
        library = Path(folder)
        environment = {
            **kept,
            "PYTHONPATH": str(PROJECT),
            "ASSISTANT_LIBRARY": folder,
            "ASSISTANT_RECORD": "false",
            "OPENAI_API_KEY": "none",
            "OPENAI_BASE_URL": address,
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        environments = [environment]
        if arguments.before:  # has a library of its own, as the catalogue's form may differ
            earlier, path = library / "before", str(arguments.before.resolve())
            earlier.mkdir()
            environments.append({**environment, "PYTHONPATH": path, "ASSISTANT_LIBRARY": str(earlier)})
        index = [*ASSISTANT, "index", str(PROJECT / "corpus" / "articles"), "--quiet"]
        for each in environments:
            subprocess.run(index, env=each, cwd=library, check=True, stdout=subprocess.DEVNULL)
        before = environments[1] if arguments.before else None
        rounds = [one_round(environment, library, told, before) for _ in range(arguments.rounds + 1)][1:]
    print(f"{'':9} {'ours':>7} {'baseline':>9}")
    for name in rounds[0]:
        ours, bare = zip(*[each[name] for each in rounds], strict=True)
        if name == "word":
            said = f"{statistics.median(own - base for own, base in zip(ours, bare, strict=True)):+6.0f} ms"
        else:
            said = f"{statistics.median(own / base for own, base in zip(ours, bare, strict=True)):6.2f} x"
        print(f"{name:9} {statistics.median(ours):7.0f} {statistics.median(bare):9.0f}   {said}")


def one_round(
    environment: Mapping[str, str], cwd: Path, told: Iterator[str], before: Mapping[str, str] | None
) -> dict[str, tuple[float, float]]:
    """Milliseconds of ours and of its baseline; `before` is the environment in which an earlier state of ours runs."""
    at = {}
    at["bare"] = time.time()
    with Shown([sys.executable, "-c", BARE], environment, cwd) as shown:
        at["bare word"] = shown.waits(FIRST)
    at["bare request"], at["bare token"] = moments(told)
    at["ask"], at["asked"] = request(environment, cwd, told)
    if before:
        at["ask before"], at["asked before"] = request(before, cwd, told)
    at["chat"] = time.time()
    with Shown([*ASSISTANT, "chat", "--model", "m", "--as-of", "2025-06-05"], environment, cwd) as shown:
        at["prompt"] = shown.waits(">")
        shown.waits("/help")
        time.sleep(SECONDS_OF_TYPING)
        shown.types(f"{QUESTION}\r")
        at["enter"] = time.time()
        at["word"] = shown.waits(f"{FAINT}{FIRST}")
        shown.types(INTERRUPT)
        shown.waits("Stopped")
        shown.waits(">")
        shown.types(END)
    at["question"], at["token"] = moments(told)
    at["import"] = time.time()
    subprocess.run(IMPORTED, env=environment, cwd=cwd, check=True)
    at["imported"] = time.time()
    pairs = {
        "word": (("token", "word"), ("bare token", "bare word")),
        "request": (("ask", "asked"), ("bare", "bare request")),
        "question": (("enter", "question"), ("bare", "bare request")),
        "prompt": (("chat", "prompt"), ("import", "imported")),
    }
    if before:
        pairs["before"] = (("ask before", "asked before"), ("bare", "bare request"))
    milliseconds = {name: [1000 * (at[end] - at[start]) for start, end in spans] for name, spans in pairs.items()}
    return {name: (ours, bare) for name, (ours, bare) in milliseconds.items()}


def request(environment: Mapping[str, str], cwd: Path, told: Iterator[str]) -> tuple[float, float]:
    """When `assistant ask` was begun, and when its request reached the server."""
    begun = time.time()
    with Shown([*ASSISTANT, "ask", "--model", "m", QUESTION, "--as-of", "2025-06-05"], environment, cwd) as shown:
        shown.waits(FIRST)
    return begun, moments(told)[0]


class Shown:
    """A command on a terminal of its own while it runs, and what it shows."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        self._leader, follower = pty.openpty()
        termios.tcsetwinsize(follower, (40, 80))
        self._process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads; Ctrl-C needs it
        )
        os.close(follower)
        self._text, self._seen = "", 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._reads():
            pass
        self._process.wait(60)
        os.close(self._leader)

    def types(self, keys: str) -> None:
        os.write(self._leader, keys.encode())

    def waits(self, text: str) -> float:
        """The moment at which a text is shown behind what was waited for before."""
        while (found := self._text.find(text, self._seen)) < 0:
            if not self._reads():
                sys.exit(f"{text!r} is not shown in {self._text!r}")
        self._seen = found + len(text)
        return time.time()

    def _reads(self) -> bool:
        if not select.select([self._leader], [], [], 60)[0]:
            sys.exit(f"nothing comes behind {self._text!r}")
        try:
            read = os.read(self._leader, 65_536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self._text += read.decode(errors="replace")
        return bool(read)


def moments(told: Iterator[str]) -> tuple[float, float]:
    """When the server was asked, and when it sent its first token."""
    return float(next(told)), float(next(told))


@contextmanager
def served() -> Iterator[tuple[str, Iterator[str]]]:
    """The server's address, and what it tells, line by line."""
    command = [sys.executable, str(Path(__file__)), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        try:
            yield next(lines).strip(), lines
        finally:
            process.kill()


def serve() -> None:
    """Answers until it is killed."""
    from model_server import (  # type: ignore[import-not-found]  # found by the path set above
        ModelServer,
        Play,
        confirm_all,
        is_judging,
    )

    def reply(request: Mapping[str, object]) -> str | Play:
        if is_judging(request):
            return str(confirm_all(request))
        print(time.time(), flush=True)
        return Play(pieces=tokens())

    server = ModelServer(reply)
    print(server.base_url, flush=True)
    server.http.serve_forever()


def tokens() -> Iterator[str]:
    """The reply in pieces; tells when the first one goes out."""
    for number, token in enumerate(TOKENS):
        time.sleep(SECONDS_BETWEEN_TOKENS)
        if number == 0:
            print(time.time(), flush=True)
        yield f"{token} "


if __name__ == "__main__":
    main()
