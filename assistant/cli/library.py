"""The commands on the library itself: index, articles, show, date."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.articles.readers.kinds import kinds_in_words
from assistant.cli import options
from assistant.cli.opened import narrowing, opening, root, today
from assistant.cli.printing import print_json, print_result, print_text, say, shows_progress, warn
from assistant.cli.stopping import stop_signal
from assistant.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from assistant.cli.opened import Opened

INDEX_HELP = f"""Read articles into the library, or update it.

Reads {kinds_in_words()}. Also reads pages, feeds and sitemaps at web addresses (https://…). Without PATH it reads what
the setting `articles` names, else every PATH that it was given before, else the folder corpus/, and asks again for the
web addresses that it was given. Exit code 4: something could not be read; it is listed, and the rest is indexed. Ctrl-C
keeps what is indexed by then.
"""


def index_command(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files, folders and web addresses.")] = None,
    library: options.Library = None,
    urls: options.UrlList = None,
    content: options.ContentOfUrl = None,
    full: options.FullPages = False,
    limit: options.PageLimit = None,
    since: options.PageSince = None,
    allow_private: options.AllowPrivate = False,
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help="Wait so long for another process that writes.")
    ] = 0.0,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Read links that lead out of the folders given, too.")
    ] = False,
    encoding: options.Encoding = None,
) -> None:
    """Read articles into the library, or update it (INDEX_HELP)."""
    from assistant.index.lock import Waiting
    from assistant.terminal.as_json import index_report_json
    from assistant.terminal.listing import render_index_report
    from assistant.terminal.progress import IndexProgress
    from assistant.terminal.render_dry_run import dry_run_json, render_dry_run
    from assistant.terminal.words import counted
    from assistant.wiring.fetching import Fetching
    from assistant.wiring.library import IndexOptions, foresee, index

    first = narrowing(since, None, None, None, None).filters(today()).since
    fetching = Fetching(urls, content, full, limit, first, allow_private)
    with stop_signal() as stop, IndexProgress(sys.stderr, animated=shows_progress(), quiet=quiet) as progress:

        def tell(doing: str, done: int, total: int, articles: int) -> None:
            progress.update(done, total, doing, articles=articles)

        folder, named = root(context, library), list(paths or [])
        waiting = Waiting(wait, warn) if wait else None
        typed = IndexOptions(warn, stop, fetching, follow_links or None, encoding, waiting)
        if dry_run:
            report, anew = foresee(folder, named, typed, tell, today())
        else:
            report = index(folder, named, typed, tell, today())
    if dry_run:
        print_result(as_json, dry_run_json, render_dry_run, report, anew)
    else:
        print_result(as_json, index_report_json, render_index_report, report)
    if report.stopped_at is not None:
        indexed = f"{counted(report.stopped_at, 'article')} {'is' if report.stopped_at == 1 else 'are'} indexed"
        say(f"Stopped. {indexed}; run `assistant index` again to go on.")
        raise typer.Exit(stop.exit_code)
    raise typer.Exit(ExitCode.PARTIAL if report.skipped else ExitCode.ANSWERED)


def articles_command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Only articles with all of these in title, source, author or path."),
    ] = None,
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    source: options.Source = None,
    undated: Annotated[bool, typer.Option("--undated", help="Only articles without a date.")] = False,
    limit: options.ArticleLimit = None,
    as_json: options.Json = False,
) -> None:
    """List the articles, newest first."""
    from assistant.records.answers import LeftOut
    from assistant.terminal.as_json import articles_json
    from assistant.terminal.listing import render_articles
    from assistant.wiring.answers import with_sources

    asked = narrowing(since, until, on, None, source).question("", today=today())
    if undated and asked.filters.by_date:
        raise UsageError("--since, --until and --on leave undated articles out.", hint="Give --undated alone.")
    with opening(context, library, filters=asked.filters) as opened:
        filters = with_sources(asked, opened.library).filters
        every = list(opened.library.catalogue.all_articles(filters, undated=undated, words=words or ()))
        found = every[:limit]
        left_out = opened.library.catalogue.count_undated(filters)
        earlier = opened.library.versions.counts()
        counts = LeftOut(undated_articles=left_out, older_articles=len(every) - len(found))
        if as_json:
            print_json(articles_json(found, left_out=counts, today=today(), earlier=earlier))
        else:
            look = opened.screen
            print_text(render_articles(found, width=look.width, colour=look.colour, today=today(), earlier=earlier))
            if counts.older_articles:
                say(f"Left out: {counts.older_articles:,} more (--limit {limit}).")
            if left_out:
                say(f"Left out: {left_out} undated (they have no day to compare).")
            if undated and found:
                say(f"To set a day by hand: assistant date {found[0].id} 2024-08-01")


def date_command(
    context: typer.Context,
    article: options.Article,
    day: Annotated[str | None, typer.Argument(metavar="DAY", help='2024-08-01 or "1 August 2024".')] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Go back to the article's own date.")] = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Set an article's day by hand.

    It overrides what the article's file says, even when the file is read again, until --clear removes it.
    """
    from assistant.terminal.as_json import dated_json
    from assistant.terminal.listing import render_dated
    from assistant.terminal.typed import one_day
    from assistant.wiring.library import set_day

    if clear == (day is not None):
        raise UsageError("Give a day, or --clear, and not both.", hint="See `assistant date --help`.")
    wanted = None if day is None else one_day(day)
    changed, own = set_day(root(context, library), article, wanted, today(), warn)
    print_result(as_json, dated_json, render_dated, changed, own, today=today())


def show_command(
    context: typer.Context,
    article: options.Article,
    library: options.Library = None,
    versions: Annotated[
        bool, typer.Option("--versions", help="Show what its earlier versions said, and what changed.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Print one article, and where its metadata comes from."""
    from assistant.terminal.as_json import article_json
    from assistant.terminal.listing import render_article

    with opening(context, library) as opened:
        if versions:
            _show_versions(opened, article, as_json=as_json)
            return
        key, found = opened.library.article(article)
        history = opened.library.versions.history(found.id)
        if as_json:
            sentences = opened.library.sentences([key]).get(key, ())
            print_json(article_json(found, sentences, earlier=len(history.earlier)))
        else:
            from assistant.terminal.render_versions import versions_line

            look, said = opened.screen, versions_line(found, history)
            print_text(render_article(found, width=look.width, colour=look.colour, versions=said))


def _show_versions(opened: Opened, article: str, *, as_json: bool) -> None:
    from assistant.terminal.render_versions import render_history
    from assistant.terminal.versions_json import history_json
    from assistant.wiring.library import article_versions

    print_result(as_json, history_json, render_history, *article_versions(article, opened.library))
