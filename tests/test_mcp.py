"""`assistant mcp` as a client meets it: the SDK's own client starts it and speaks with it over its standard streams."""

import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent

from command_line import run
from model_server import Play, Request, serving

WHEN = "When will Chandlers Bridge reopen?"
AS_OF = {"as_of": "2025-06-05"}
TOOLS = ["ask", "check", "said", "search", "show", "summarize", "timeline"]
# As many as a client may have to wait for a program that loads its libraries on a busy machine.
SECONDS = 60


@pytest.fixture
def started(sample_library: Path) -> Callable[..., Any]:
    """Connects a client to the program, with variables of the environment."""

    @asynccontextmanager
    async def connected(*options: str, **variables: str) -> AsyncIterator[Client]:
        arguments = ["-m", "assistant", "mcp", "--library", str(sample_library), *options]
        server = StdioServerParameters(command=sys.executable, args=arguments, env=variables)
        with anyio.fail_after(SECONDS):
            async with Client(server, read_timeout_seconds=SECONDS) as client:
                yield client

    return connected


def test_a_client_finds_every_tool_with_what_it_takes(started: Callable[..., Any]) -> None:
    async def listed() -> None:
        async with started("--no-model") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == TOOLS
        assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
        ask = tools["ask"].input_schema
        assert ask["required"] == ["question"]
        assert sorted(ask["properties"]) == ["as_of", "on", "question", "since", "sources", "until"]
        assert all(each["description"] for each in ask["properties"].values())

    anyio.run(listed)


def test_an_answer_has_its_grades_and_quotations_as_text_and_as_the_json_of_the_command_line(
    started: Callable[..., Any], sample_library: Path
) -> None:
    async def asked() -> None:
        async with started("--no-model", "--no-record") as client:
            result = await client.call_tool("ask", {"question": WHEN, **AS_OF})
        assert not result.is_error
        record = result.structured_content
        assert (record["status"], record["warnings"]) == ("answered", [])
        assert {each["grade"] for each in record["statements"]} == {"quoted"}
        first = record["citations"][0]
        shown = run("show", first["article"]["id"], "-L", str(sample_library), "--json").stdout
        assert first["quote"] in shown
        assert "20 June" in said(result)
        assert "Sources" in said(result)

    anyio.run(asked)


# A tool, what it is called with, and what its result has: a list that is not empty, and words.
CALLS: list[tuple[str, dict[str, Any], str, str]] = [
    ("search", {"question": "ferry strike", "limit": 2}, "passages", "ferry"),
    ("summarize", {"topic": "Chandlers Bridge", "length": "short"}, "statements", "Bridge"),
    ("timeline", {"topic": "Chandlers Bridge"}, "statements", "Bridge"),
    ("said", {"name": "Corbet"}, "speakers", "Corbet"),
    ("said", {}, "speakers", "more speakers"),
    ("check", {"text": "The bridge will reopen on 20 June."}, "statements", "not judged"),
    ("show", {"article": "Ferry crews vote to strike from 7 April"}, "sentences", "strike"),
]
# The same with what is wrong, and what is told of it.
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {"question": WHEN, "since": "the day of the goat"}, "'the day of the goat' is not a day. Write it as"),
    ("ask", {"question": "  "}, "The question is empty."),
    ("ask", {}, "question"),
    ("ask", {"question": WHEN, "until_when": "2025-01-01"}, "until_when"),
    ("search", {"question": WHEN, "limit": 0}, "greater than or equal to 1"),
    ("summarize", {"topic": "bridge", "length": "endless"}, "'short', 'medium' or 'long'"),
    ("ask", {"question": WHEN, "sources": ["The Nowhere Times"]}, "The Nowhere Times"),
    ("show", {"article": "no such thing at all"}, "no such thing at all"),
    ("forget", {}, "forget"),
]


def test_every_tool_gives_what_its_command_gives(started: Callable[..., Any]) -> None:
    async def called() -> None:
        async with started("--no-model") as client:
            for tool, arguments, kept, shown in CALLS:
                result = await client.call_tool(tool, arguments)
                assert not result.is_error, said(result)
                assert result.structured_content[kept], tool
                assert shown in said(result), tool
            # That the articles do not say is an answer, and no error.
            result = await client.call_tool("ask", {"question": "Who won the chess championship in Ulaanbaatar?"})
            assert (result.is_error, result.structured_content["status"]) == (False, "not_in_articles")

    anyio.run(called)


def test_a_bad_argument_is_told_and_the_next_call_is_answered(started: Callable[..., Any]) -> None:
    async def called() -> None:
        async with started("--no-model") as client:
            for tool, arguments, told in WRONG:
                try:
                    result = await client.call_tool(tool, arguments)
                    assert result.is_error, tool
                    message = said(result)
                except MCPError as error:
                    message = str(error)
                assert told in message
                assert "Traceback" not in message
            assert (await client.call_tool("ask", {"question": WHEN, **AS_OF})).structured_content["citations"]

    anyio.run(called)


def test_a_call_is_answered_while_another_waits_for_its_model(started: Callable[..., Any]) -> None:
    searched = threading.Event()
    done: list[str] = []

    def reply(request: Request) -> str:
        assert searched.wait(SECONDS)
        return "The articles do not say."

    async def ask(client: Client) -> None:
        assert not (await client.call_tool("ask", {"question": WHEN, **AS_OF})).is_error
        done.append("ask")

    async def both(url: str) -> None:
        async with started("--model", "slow", OPENAI_BASE_URL=url) as client, anyio.create_task_group() as tasks:
            tasks.start_soon(ask, client)
            while not server.requests:
                await anyio.sleep(0.1)
            assert not (await client.call_tool("search", {"question": "ferry strike"})).is_error
            done.append("search")
            searched.set()

    with serving(reply) as server:
        anyio.run(both, server.base_url)
    assert done == ["search", "ask"]


def test_a_call_that_is_cancelled_stops_and_its_request_to_the_model_with_it(started: Callable[..., Any]) -> None:
    async def cancelled(url: str) -> float:
        async with started("--model", "endless", OPENAI_BASE_URL=url) as client:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(client.call_tool, "ask", {"question": WHEN, **AS_OF})
                while not server.requests:
                    await anyio.sleep(0.1)
                tasks.cancel_scope.cancel()
            assert (await client.call_tool("show", {"article": "Ferry crews vote to strike from 7 April"})).content
            began = time.monotonic()
        return time.monotonic() - began  # until the program has ended, with all its threads

    with serving(lambda _: Play(comments=True)) as server:
        assert anyio.run(cancelled, server.base_url) < 10
        assert len(server.requests) == 1


def test_a_library_that_is_missing_is_said_before_a_client_asks(tmp_path: Path) -> None:
    done = run("mcp", "-L", str(tmp_path))
    assert (done.returncode, done.stdout) == (6, "")
    assert "assistant index" in done.stderr


def said(result: CallToolResult) -> str:
    (text,) = result.content
    assert isinstance(text, TextContent)
    return text.text
