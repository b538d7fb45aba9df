"""The server for programs that speak the Model Context Protocol: each tool is a method of OpenLibrary (docs/mcp.md).

A call opens the library for itself, which takes some milliseconds: two calls at once are two threads, and a call sees
what `assistant index` has done before it.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from anyio import get_cancelled_exc_class, to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant.errors import AssistantError
from assistant.models.deadline import STOP, go_on
from assistant.records.answers import Answer, Statement
from assistant.records.summaries import Length
from assistant.terminal.as_json import Json, answer_json, article_json, error_json, found_json
from assistant.wiring.models import Warn
from assistant.wiring.opened import EVENTS, STATEMENTS, Narrow, OpenLibrary

_WIDTH = 100  # characters a line of the text beside the JSON
_ABOUT = (
    "Answers from a collection of dated articles. Every statement has a grade: 'quoted' is an article's own sentence,"
    " 'confirmed' was judged to be borne out by the sentences it cites, 'not_confirmed' and 'not_judged' may be wrong."
    " Repeat what it says with its citations. The status 'not_in_articles' means that the articles do not say."
)

Question = Annotated[str, Field(description="A question in plain words, in the language of the articles.")]
Topic = Annotated[str, Field(description="What it is about, in a few words; empty for everything.")]
Since = Annotated[str | None, Field(description="The first day: 2024-08-01, July 2024, last week.")]
Until = Annotated[str | None, Field(description="The last day.")]
On = Annotated[str | None, Field(description="The only day, in place of since and until.")]
AsOf = Annotated[str | None, Field(description="The day to ask as on: nothing published later is seen.")]
Sources = Annotated[Sequence[str], Field(description="Only these outlets, by name or a short form.")]
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.")]

Result = tuple[str, Json]


def make_server(open_one: Callable[[Warn], OpenLibrary], version: str) -> MCPServer:
    """The server whose tools open the library by `open_one`, which gets what is told of its warnings."""
    own = Tools(open_one)
    functions = (own.ask, own.search, own.summarize, own.timeline, own.said, own.check, own.show)
    tools = [_tool(function) for function in functions]
    return MCPServer("assistant", instructions=_ABOUT, version=version, log_level="WARNING", tools=tools)


def _tool(function: Callable[..., Awaitable[CallToolResult]]) -> Tool:
    """A function as a tool; an argument that it does not have is an error, which the SDK would pass over."""
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    tool = Tool.from_function(function, annotations=reads, structured_output=False)
    arguments = tool.fn_metadata.arg_model
    arguments.model_config["extra"] = "forbid"
    arguments.model_rebuild(force=True)
    tool.parameters = arguments.model_json_schema(by_alias=True)
    return tool


class Tools:
    """The tools; the documentation of each is what a client reads of it."""

    def __init__(self, open_one: Callable[[Warn], OpenLibrary]) -> None:
        self._open = open_one

    async def ask(
        self,
        *,
        question: Question,
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
    ) -> CallToolResult:
        """Answer a question from the articles, each statement with its grade and exact quotations.

        Status "not_in_articles": the articles do not say; `nearest` is then shown, and is no answer.
        """
        from assistant.terminal.render import render_answer

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            return _kept(library, library.ask(question, _go_on, **narrow), "ask", render_answer)

        return await self._run(work)

    async def search(
        self,
        *,
        question: Question,
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
        limit: Limit = 8,
    ) -> CallToolResult:
        """Find the passages that fit a question or words, best first; nothing is answered."""
        from assistant.terminal.render import render_passages

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            found = library.search(question, limit=limit, **narrow)
            return render_passages(found, width=_WIDTH, colour=False, full=True), found_json(found)

        return await self._run(work)

    async def summarize(
        self,
        *,
        topic: Topic = "",
        articles: Annotated[Sequence[str], Field(description="Ids, paths or titles of articles, for a topic.")] = (),
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
        length: Length = Length.MEDIUM,
    ) -> CallToolResult:
        """Summarise articles, a topic, or with neither what happened from since to until."""
        from assistant.terminal.render_summary import render_summary

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            answer = library.summarise(topic, articles=articles, length=length, **narrow)
            return _kept(library, answer, "summarize", render_summary)

        return await self._run(work)

    async def timeline(
        self,
        *,
        topic: Topic = "",
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
        limit: Limit = EVENTS,
    ) -> CallToolResult:
        """List dated events in order, each with its citation; since, until and on are days of the events."""
        from assistant.terminal.render_timeline import render_timeline

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            return _kept(library, library.timeline(topic, limit=limit, **narrow), "timeline", render_timeline)

        return await self._run(work)

    async def said(
        self,
        *,
        name: Annotated[str, Field(description="A person or an organisation; empty: lists who speaks.")] = "",
        topic: Topic = "",
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
        limit: Limit = STATEMENTS,
    ) -> CallToolResult:
        """Show what somebody said, word for word and dated, oldest first."""
        from assistant.terminal.render_said import render_said, render_speakers
        from assistant.terminal.said_json import said_json, speakers_json

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            found = library.said(name.strip() or None, topic, limit=limit, **narrow)
            if not name.strip():
                return render_speakers(found, width=_WIDTH, colour=False), speakers_json(found)
            return render_said(found, width=_WIDTH, colour=False), said_json(found)

        return await self._run(work)

    async def check(
        self,
        *,
        text: Annotated[str, Field(description="The draft: plain text or Markdown.")],
        since: Since = None,
        until: Until = None,
        on: On = None,
        as_of: AsOf = None,
        sources: Sources = (),
    ) -> CallToolResult:
        """Check a draft sentence by sentence against the articles: grades, quotations, and what speaks against it."""
        from assistant.terminal.render_check import render_check

        narrow = _narrow(since, until, on, as_of, sources)

        def work(library: OpenLibrary) -> Result:
            answer = library.check(text, on_checked=_go_on, **narrow)
            return _kept(library, answer, "check", render_check)

        return await self._run(work)

    async def show(
        self, article: Annotated[str, Field(description="The id, path or title of an article.")]
    ) -> CallToolResult:
        """Show one article whole, with where its metadata comes from."""
        from assistant.terminal.listing import render_article

        def work(library: OpenLibrary) -> Result:
            key, found = library.index.article(article)
            sentences = library.index.sentences([key]).get(key, ())
            return render_article(found, width=_WIDTH, colour=False), article_json(found, sentences)

        return await self._run(work)

    async def _run(self, work: Callable[[OpenLibrary], Result]) -> CallToolResult:
        """What `work` gives, done in a thread of its own; where the call is cancelled, that is stopped.

        What the client can mend is a result that says so.
        """
        stop, warnings = threading.Event(), list[str]()

        def opened() -> Result:
            with self._open(warnings.append) as library:
                return work(library)

        STOP.set(stop)
        try:
            text, record = await to_thread.run_sync(opened, abandon_on_cancel=True)
        except get_cancelled_exc_class():
            stop.set()
            raise
        except AssistantError as error:
            return _result(f"{error.message} {error.hint or ''}".strip(), error_json(error), warnings, failed=True)
        return _result(text, record, warnings)


def _result(text: str, record: Json, warnings: list[str], *, failed: bool = False) -> CallToolResult:
    told = "\n\n".join([text.rstrip(), *warnings])
    return CallToolResult(
        content=[TextContent(type="text", text=told)],
        structured_content={**record, "warnings": warnings},
        is_error=failed,
    )


def _narrow(since: str | None, until: str | None, on: str | None, as_of: str | None, sources: Sequence[str]) -> Narrow:
    return {"since": since, "until": until, "on": on, "as_of": as_of, "sources": sources}


def _kept(library: OpenLibrary, answer: Answer, command: str, render: Callable[..., str]) -> Result:
    library.keep(answer, command)
    return render(answer, width=_WIDTH, colour=False), answer_json(answer)


def _go_on(*_: Statement | int) -> None:
    """Told of what comes; raises Stopped where the client wants it no longer."""
    go_on()
