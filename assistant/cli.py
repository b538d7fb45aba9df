"""The commands: each parses, calls one function, prints, and ends with an exit code. Nothing heavy is imported here.

Longer than other files: typer is imported nowhere else, and wants every option of every command as a parameter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from assistant.errors import AssistantError, ExitCode, UsageError

if TYPE_CHECKING:
    from assistant.answering.tools import Tools
    from assistant.evaluation_types import Trial
    from assistant.index.library import Library
    from assistant.settings import Settings
    from assistant.terminal.output import Screen
    from assistant.terminal.typed import Narrowing
    from assistant.types import Answer, Filters

app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would cost 40 ms of the 90
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Answers questions from a collection of dated articles; every sentence can be checked.\n\n"
    "Exit codes: 0 answered, 1 a failure of ours, 2 wrong usage or settings, 3 the articles do not say, "
    "4 in part, 5 the model failed, 6 the library is missing, locked or damaged.",
)
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        "-L",
        metavar="FOLDER",
        help="The library's folder. Default: ASSISTANT_LIBRARY, else the nearest library's.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Only articles of this day or later. A DATE is 2024-08-01, July 2024, last week, 3 days ago, …",
    ),
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only articles up to this day.")]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Only articles of this day, or of this week, month, …")
]
EventSinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only events of this day or later.")
]
EventUntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only events up to this day.")]
EventOnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Only events of this day, or of this week, month, …")
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Answer as on this day: no later article is used. Default: today."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="NAME", help="Only articles of this source, by its name or a short form; may be repeated."
    ),
]
LiteralOption = Annotated[
    bool, typer.Option("--literal", help="Times and sources named in the words narrow nothing; only options do.")
]
ModelOption = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The chat model that writes answers.")]
NoModelOption = Annotated[bool, typer.Option("--no-model", help="Answer in the articles' own sentences.")]
FullOption = Annotated[
    bool, typer.Option("--full", help="Below the answer, show each quotation apart, with its article.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


class _Opened(NamedTuple):
    """What every command that reads the library works with."""

    library: Library
    settings: Settings
    screen: Screen


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"assistant {version('grounded-assistant')}")
        raise typer.Exit


@app.callback(invoke_without_command=False)
def _options(
    context: typer.Context,
    library: LibraryOption = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    context.obj = library


@app.command("index")
def index_command(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read articles into the library, or update it.

    Reads .txt, .md, .html, .pdf, .docx, .jsonl, .json, .csv with one article a row, and RSS and Atom feeds (.xml, .rss,
    .atom). Without PATH: the setting `articles`, else the folder corpus/. Exit code 4: something could not be read; it
    is listed, the rest is indexed.
    """
    from assistant.settings import environment
    from assistant.terminal.as_json import index_report_json
    from assistant.terminal.listing import render_index_report
    from assistant.terminal.output import wants_colour
    from assistant.terminal.progress import IndexProgress
    from assistant.wiring import index

    screen = _screen()
    with IndexProgress(sys.stderr, animated=wants_colour(sys.stderr, environment()), quiet=quiet) as progress:
        report = index(
            _root(context, library),
            list(paths or []),
            lambda doing, done, total, articles: progress.update(done, total, doing, articles=articles),
            _today(),
        )
    if as_json:
        _print_json(index_report_json(report))
    else:
        _print(render_index_report(report, width=screen.width, colour=screen.colour))
    raise typer.Exit(ExitCode.PARTIAL if report.skipped else ExitCode.ANSWERED)


@app.command("search")
def search_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="Words or a question; - reads it from standard input.")],
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    literal: LiteralOption = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="How many passages.")] = None,
    per_article: Annotated[int, typer.Option("--per-article", min=1, help="How many of them from one article.")] = 1,
    full: Annotated[bool, typer.Option("--full", help="Show passages whole.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that fit a question.

    Each with title, source, date and scores; nothing is answered.
    """
    from assistant.answering.pipeline import find
    from assistant.terminal.as_json import passages_json
    from assistant.terminal.render import render_passages
    from assistant.types import LeftOut
    from assistant.wiring import make_tools, with_sources

    asked = _narrowing(since, until, on, as_of, source, literal=literal).read(question, sys.stdin, today=_today())
    with _opened(context, library, filters=asked.filters, passages=limit) as opened:
        tools = make_tools(opened.settings, opened.library, with_model=False, warn=_warn, per_article=per_article)
        query, found = find(with_sources(asked, opened.library), tools)
        left_out = LeftOut(undated_articles=found.undated_articles)
        if as_json:
            _print_json(passages_json(query.question, found.passages, left_out=left_out, understood=query.understood))
        else:
            look = opened.screen
            _print(
                render_passages(
                    found.passages,
                    question=asked.text,
                    width=look.width,
                    colour=look.colour,
                    full=full,
                    left_out=left_out,
                    understood=query.understood,
                )
            )
    raise typer.Exit(ExitCode.ANSWERED if found.passages else ExitCode.NOT_IN_ARTICLES)


@app.command("ask")
def ask_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The question; - reads it from standard input.")],
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    literal: LiteralOption = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    full: FullOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, with exact quotations.

    With OPENAI_API_KEY, OPENAI_BASE_URL or --model a model writes the answer; without, it is the articles' own
    sentences, to several questions in one of each. Exit code 3: the articles do not say. 4: they do not say a part of
    it, or a part is not confirmed or not judged, and is marked.
    """
    from assistant.answering.pipeline import ask
    from assistant.terminal.statement_printer import print_at_once
    from assistant.wiring import with_sources

    asked = _narrowing(since, until, on, as_of, source, literal=literal).read(question, sys.stdin, today=_today())
    with _answering(context, library, filters=asked.filters, model=model, no_model=no_model) as (opened, tools):
        asked = with_sources(asked, opened.library)
        at_once = opened.screen.live and tools.shows_at_once and not as_json
        answer = print_at_once(partial(ask, asked, tools), _print, opened.screen) if at_once else ask(asked, tools)
        _finish(answer, opened, as_json=as_json, shown=at_once, full=full)


@app.command("eval")
def eval_command(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS.jsonl", help="One JSON object a line; - reads standard input.")
    ],
    library: LibraryOption = None,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="Search; answer nothing.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Only the first so many questions.")] = None,
    rows: Annotated[
        Path | None, typer.Option("--rows", metavar="FILE", help="Write a JSON line per question to a new file.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Score the library on your own questions.

    A row holds `question` and any of: `id`; `as_of`, the asking day (default: today); `answers`, accepted wordings;
    `articles`, urls or paths (or their ends) of the articles that hold the answer; `quotes`, their sentences;
    `answerable`, false where the articles do not say. `assistant docs evaluation` defines every figure. Exit code 4:
    the model failed on some questions; they are counted. Answers are not kept.
    """
    from assistant.answering.evaluation import evaluate
    from assistant.answering.known_questions import read_known_questions
    from assistant.settings import environment
    from assistant.terminal.evaluation_json import evaluation_json, trial_line
    from assistant.terminal.evaluation_table import render_evaluation
    from assistant.terminal.output import wants_colour
    from assistant.terminal.progress import QuestionProgress
    from assistant.terminal.rows_file import RowsFile

    known = read_known_questions(questions, sys.stdin.buffer, warn=_warn)[:limit]
    animated = wants_colour(sys.stderr, environment()) and not quiet
    with _answering(context, library, model=model, no_model=no_model or retrieval_only) as (opened, tools):
        with RowsFile(rows) as file, QuestionProgress(sys.stderr, animated=animated, total=len(known)) as progress:

            def finished(trial: Trial) -> None:
                file.write(trial_line(trial))
                progress.finished(trial.scored.known.text)

            evaluation = evaluate(known, tools, retrieval_only=retrieval_only, today=_today(), on_trial=finished)
        if as_json:
            _print_json(evaluation_json(evaluation))
        else:
            _print(render_evaluation(evaluation, width=opened.screen.width, colour=opened.screen.colour))
    if evaluation.interrupted:
        typer.echo(
            f"Interrupted: {len(evaluation.scored):,} of {evaluation.wanted:,} questions are finished.", err=True
        )
        raise typer.Exit(_INTERRUPTED)
    raise typer.Exit(ExitCode.PARTIAL if evaluation.failed else ExitCode.ANSWERED)


@app.command("chat")
def chat_command(
    context: typer.Context,
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    literal: LiteralOption = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
) -> None:
    """Ask one question after another.

    Follow-ups keep their subject; /help lists what else can be typed.
    """
    from assistant.terminal.chat import run_chat
    from assistant.wiring import chat_history_file, keep_answer, make_session, with_sources

    begun = _narrowing(since, until, on, as_of, source, literal=literal).question("", today=_today())
    with _answering(context, library, filters=begun.filters, model=model, no_model=no_model) as (opened, tools):
        session = make_session(
            tools, with_sources(begun, opened.library), lambda answer: keep_answer(answer, opened.library)
        )
        run_chat(session, opened.screen, history_file=chat_history_file())


@app.command("summarize")
def summarize_command(
    context: typer.Context,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Ids, paths or titles of articles.")
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Summarise what all articles say of this.")] = None,
    sentences: Annotated[int, typer.Option("--sentences", min=1, max=50, help="About how long.")] = 6,
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    literal: LiteralOption = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    full: FullOption = False,
    as_json: JsonOption = False,
) -> None:
    """Summarise articles, or a topic.

    Every sentence of the summary comes with its exact quotation.
    """
    from assistant.wiring import summarise, with_sources

    if bool(articles) == bool(topic and topic.strip()):
        raise UsageError(
            "Name articles to summarise, or a --topic, and not both.", hint="See assistant summarize --help."
        )
    subject = _narrowing(since, until, on, as_of, source, literal=literal).question(topic or "", today=_today())
    with _answering(context, library, filters=subject.filters, model=model, no_model=no_model) as (opened, tools):
        subject = with_sources(subject, opened.library)
        _finish(summarise(subject, tools, articles or [], sentences), opened, as_json=as_json, full=full)


@app.command("timeline")
def timeline_command(
    context: typer.Context,
    topic: Annotated[
        str, typer.Argument(metavar="[TOPIC]", help="What it is about; without it, the events most reported.")
    ] = "",
    library: LibraryOption = None,
    since: EventSinceOption = None,
    until: EventUntilOption = None,
    on: EventOnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    literal: LiteralOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1_000, help="How many events at most.")] = 30,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    as_json: JsonOption = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, to paste into a text.")] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE.svg", help="Also draw the events by day and source.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --picture overwrite a file.")] = False,
) -> None:
    """List dated events in order, each with its citation.

    Reports of one event are one line, with their sources counted. Plans are told as such. --since, --until and --on
    bound the day of the event, --as-of that of the article. Exit code 3: the articles tell of no such event.
    """
    from assistant.terminal.timeline_output import TimelineForm, print_timeline
    from assistant.wiring import keep_answer, timeline

    form = TimelineForm.of(as_json=as_json, markdown=markdown, picture=picture, force=force)
    asked = _narrowing(since, until, on, as_of, source, literal=literal).question(topic.strip(), today=_today())
    with _answering(context, library, filters=asked.filters, model=model, no_model=no_model) as (opened, tools):
        answer = timeline(asked, tools, _warn, limit=limit)
        print_timeline(answer, form, opened.screen)
        keep_answer(answer, opened.library)
    raise typer.Exit(ExitCode.of(answer.status))


@app.command("check")
def check_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or Markdown file; - reads standard input.")],
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="The chat model that judges.")] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Compare words alone; nothing is judged.")] = False,
    problems: Annotated[
        bool, typer.Option("--problems", help="Show only what is not confirmed, or differs from the articles.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check a draft of your own, sentence by sentence.

    A sentence is quoted (an article's own, letter for letter), confirmed or not confirmed by a model that reads what
    the articles say, or, without a model, not judged: then the closest article sentences are shown, with what they do
    not have. "Yesterday" is counted from --as-of. Exit code 4: not every sentence is quoted or confirmed
    (with the setting verify = "rules": or some differ).
    """
    from assistant.articles.draft_file import read_draft
    from assistant.settings import environment
    from assistant.terminal.as_json import answer_json
    from assistant.terminal.check_progress import CheckProgress
    from assistant.terminal.output import wants_colour
    from assistant.terminal.render_check import render_check
    from assistant.types import Status
    from assistant.wiring import check, keep_answer, with_sources

    draft = read_draft(file, sys.stdin.buffer)
    asked = _narrowing(since, until, on, as_of, source).question(draft.name, today=_today())
    with _answering(context, library, filters=asked.filters, model=model, no_model=no_model) as (opened, tools):
        with CheckProgress(sys.stderr, animated=wants_colour(sys.stderr, environment())) as progress:
            answer = check(draft, with_sources(asked, opened.library), tools, progress.update)
        if as_json:
            _print_json(answer_json(answer))
        else:
            look = opened.screen
            _print(render_check(answer, width=look.width, colour=look.colour, problems=problems))
        keep_answer(answer, opened.library)
    raise typer.Exit(ExitCode.ANSWERED if answer.status is Status.ANSWERED else ExitCode.PARTIAL)


@app.command("articles")
def articles_command(
    context: typer.Context,
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    source: SourceOption = None,
    undated: Annotated[bool, typer.Option("--undated", help="Only articles without a date.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the articles, newest first."""
    from assistant.terminal.as_json import articles_json
    from assistant.terminal.listing import render_articles
    from assistant.types import LeftOut
    from assistant.wiring import with_sources

    asked = _narrowing(since, until, on, None, source).question("", today=_today())
    if undated and asked.filters.by_date:
        raise UsageError("--since, --until and --on leave undated articles out.", hint="Give --undated alone.")
    with _opened(context, library, filters=asked.filters) as opened:
        filters = with_sources(asked, opened.library).filters
        found = list(opened.library.catalogue.all_articles(filters, undated=undated))
        left_out = opened.library.catalogue.count_undated(filters)
        earlier, counts = opened.library.versions.counts(), LeftOut(undated_articles=left_out)
        if as_json:
            _print_json(articles_json(found, left_out=counts, today=_today(), earlier=earlier))
        else:
            look = opened.screen
            _print(render_articles(found, width=look.width, colour=look.colour, today=_today(), earlier=earlier))
            if left_out:
                typer.echo(f"Left out: {left_out} undated (they have no day to compare).", err=True)
            if undated and found:
                typer.echo(f"To set a day by hand: assistant date {found[0].id} 2024-08-01", err=True)


@app.command("date")
def date_command(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="An id, or the beginning of one, a path or a title.")
    ],
    day: Annotated[str | None, typer.Argument(metavar="[DAY]", help='2024-08-01 or "1 August 2024".')] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Go back to the article's own date.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set an article's day by hand.

    It wins over what the article's file says, also when that is read again, until --clear takes it back.
    """
    from assistant.terminal.as_json import dated_json
    from assistant.terminal.listing import render_dated
    from assistant.terminal.typed import one_day
    from assistant.wiring import set_day

    if clear == (day is not None):
        raise UsageError("Give a day, or --clear, and not both.", hint="See assistant date --help.")
    wanted = None if day is None else one_day(day)
    changed, own = set_day(_root(context, library), article, wanted, _today(), _warn)
    if as_json:
        _print_json(dated_json(changed, own))
    else:
        look = _screen()
        _print(render_dated(changed, own, width=look.width, colour=look.colour, today=_today()))


@app.command("show")
def show_command(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="An id, or the beginning of one, a path or a title.")
    ],
    library: LibraryOption = None,
    versions: Annotated[
        bool, typer.Option("--versions", help="Show what its earlier versions said, and what changed.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print one article and where its metadata is from."""
    from assistant.terminal.as_json import article_json
    from assistant.terminal.listing import render_article

    with _opened(context, library) as opened:
        if versions:
            _show_versions(opened, article, as_json=as_json)
            return
        key, found = opened.library.article(article)
        history = opened.library.versions.history(found.id)
        if as_json:
            sentences = opened.library.sentences([key]).get(key, ())
            _print_json(article_json(found, sentences, earlier=len(history.earlier)))
        else:
            from assistant.terminal.render_versions import versions_line

            look, said = opened.screen, versions_line(found, history)
            _print(render_article(found, width=look.width, colour=look.colour, versions=said))


def _show_versions(opened: _Opened, article: str, *, as_json: bool) -> None:
    from assistant.wiring import article_versions

    history, steps = article_versions(article, opened.library)
    if as_json:
        from assistant.terminal.versions_json import history_json

        _print_json(history_json(history, steps))
    else:
        from assistant.terminal.render_versions import render_history

        _print(render_history(history, steps, width=opened.screen.width, colour=opened.screen.colour))


@app.command("said")
def said_command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A person or a body; without one, who speaks.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]...", help="Only what is said about this.")
    ] = None,
    library: LibraryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many statements, or speakers.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="Also where it is not certain who speaks.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what somebody said, word for word and dated.

    Oldest first: quotations, and what the article gives in its own words, marked as reported. Exit code 3: nobody of
    that name speaks, or not about the topic.
    """
    from assistant.terminal.render_said import render_said, render_speakers
    from assistant.terminal.said_json import said_json, speakers_json
    from assistant.wiring import said_by

    if name is not None and not name.strip():
        raise UsageError("The name is empty.", hint="Name a person or a body; `assistant said` alone lists who speaks.")
    question = _narrowing(since, until, on, as_of, source).question(" ".join(topic or []).strip(), today=_today())
    with _opened(context, library, filters=question.filters) as opened:
        said = said_by(name, question, (opened.library, opened.settings), limit=limit, every=every, warn=_warn)
        if as_json:
            _print_json(said_json(said) if name else speakers_json(said))
        else:
            render = render_said if name else render_speakers
            _print(render(said, width=opened.screen.width, colour=opened.screen.colour))
    found = said.statements if name else said.speakers
    raise typer.Exit(ExitCode.ANSWERED if found else ExitCode.NOT_IN_ARTICLES)


@app.command("recheck")
def recheck_command(
    context: typer.Context,
    library: LibraryOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only answers given on this day or later.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find past answers that quote what an article no longer says.

    Each with its question, the quotation as it was, what the article says instead, and since when; also those that name
    an article by an earlier title or date. Exit code 4: there are answers that quote what no longer stands.
    """
    from assistant.answering.recheck import recheck_answers
    from assistant.terminal.render_recheck import render_recheck
    from assistant.terminal.versions_json import recheck_json

    with _opened(context, library) as opened:
        first = _narrowing(since, None, None, None, None).filters(_today()).since
        report = recheck_answers(opened.library, since=first)
        if as_json:
            _print_json(recheck_json(report))
        else:
            _print(render_recheck(report, width=opened.screen.width, colour=opened.screen.colour))
    raise typer.Exit(ExitCode.PARTIAL if report.withdrawn else ExitCode.ANSWERED)


@app.command("docs")
def docs_command(
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="A page; without one, the list.")] = None,
) -> None:
    """Print a page of the documentation.

    On a terminal the page is laid out; elsewhere its Markdown is printed.
    """
    from assistant.pages import all_pages, find_page
    from assistant.terminal.render_page import render_page, render_page_list

    look = _screen()
    if topic is None:
        _print(render_page_list(all_pages(), width=look.width, colour=look.colour))
    elif look.live:
        _print(render_page(find_page(topic), width=look.width, colour=look.colour))
    else:
        _print(find_page(topic).text)


def main() -> NoReturn:
    """Runs the command line; prints every error in one line on stderr, and with --json as an object on stdout."""
    try:
        code = app(standalone_mode=False)
    except AssistantError as error:
        _report(error)
        code = error.exit_code
    except KeyboardInterrupt:
        typer.echo("Interrupted.", err=True)
        code = _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - typer's own are told by what they can do, others are raised again
        code = _usage_error(error)
    sys.exit(int(code or 0))


def _usage_error(error: Exception) -> int:
    """Reports what typer says of the command line and gives its code; raises anything else again: a fault of ours."""
    say, code = getattr(error, "format_message", None), getattr(error, "exit_code", None)
    if callable(say) and isinstance(code, int):
        _report(UsageError(say(), hint="`assistant --help` lists commands and options."))
        return code
    _report(AssistantError(f"A fault of ours: {type(error).__name__}: {error}"))
    raise error


def _report(error: AssistantError) -> None:
    from assistant.terminal.failures import print_failure

    print_failure(error, sys.stdout, sys.stderr, as_json="--json" in sys.argv)


def _warn(text: str) -> None:
    from assistant.terminal import failures

    failures.print_warning(text, sys.stderr)


@contextmanager
def _opened(
    context: typer.Context, library: Path | None, *, filters: Filters | None = None, **flags: object
) -> Iterator[_Opened]:
    """The library, as it was on the as-of day; that it holds later articles, or none so late, is said on stderr."""
    from assistant.settings import load_settings
    from assistant.wiring import open_library

    root = _root(context, library)
    settings = load_settings(root, **flags)
    whole = open_library(root, warn=_warn)
    try:
        as_of, since = (filters.as_of, filters.since) if filters else (None, None)
        opened = whole.as_of(as_of)
        if as_of and (later := opened.later_articles()):
            from assistant.terminal.words import later_line

            _warn(later_line(later, as_of))
        newest = opened.catalogue.published_span()[1] if since else None
        if since and newest and since > newest:
            _warn(f"No article is of {since} or later: the newest is of {newest}.")
        yield _Opened(opened, settings, _screen())
    finally:
        whole.close()


@contextmanager
def _answering(
    context: typer.Context, library: Path | None, *, model: str | None, no_model: bool, filters: Filters | None = None
) -> Iterator[tuple[_Opened, Tools]]:
    from assistant.wiring import make_tools

    with _opened(context, library, filters=filters, model=model) as opened:
        yield opened, make_tools(opened.settings, opened.library, with_model=not no_model, warn=_warn)


def _finish(answer: Answer, opened: _Opened, *, as_json: bool, full: bool, shown: bool = False) -> NoReturn:
    """Prints the answer, or what follows statements that are `shown`, keeps it and ends with its exit code."""
    from assistant.wiring import keep_answer

    if as_json:
        from assistant.terminal.as_json import answer_json

        _print_json(answer_json(answer))
    else:
        from assistant.terminal.render import render_answer, render_rest

        render = render_rest if shown else render_answer
        _print(render(answer, width=opened.screen.width, colour=opened.screen.colour, full=full))
    keep_answer(answer, opened.library)
    raise typer.Exit(ExitCode.of(answer.status))


def _narrowing(
    since: str | None,
    until: str | None,
    on: str | None,
    as_of: str | None,
    source: list[str] | None,
    *,
    literal: bool = False,
) -> Narrowing:
    from assistant.terminal.typed import Narrowing

    return Narrowing(since, until, as_of, tuple(source or ()), on, literal)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the reader's own day, where the reader is


def _root(context: typer.Context, library: Path | None) -> Path:
    from assistant.settings import find_root

    return find_root(library or context.obj)


def _screen() -> Screen:
    from assistant.settings import environment
    from assistant.terminal.output import screen_for

    return screen_for(sys.stdin, sys.stdout, sys.stderr, environ=environment())


def _print(text: str) -> None:
    from assistant.terminal.output import write

    write(text, sys.stdout)


def _print_json(record: Mapping[str, object]) -> None:
    from assistant.terminal.as_json import dumps
    from assistant.terminal.output import write_json

    write_json(dumps(record), sys.stdout)
