"""The command line: its commands in the order of `assistant --help`, what is said of wrong usage, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, NoReturn

import typer

from assistant.cli import options
from assistant.cli.answers import ask_command, search_command
from assistant.cli.changing import remove_command, status_command, watch_command
from assistant.cli.chat import chat_command
from assistant.cli.checking import check_command, eval_command, recheck_command
from assistant.cli.config import config_command
from assistant.cli.docs import docs_command
from assistant.cli.events import said_command, timeline_command
from assistant.cli.following import ABOUT_FOLLOW, FOLLOW_OTHERS, digest_command, follow_list_command
from assistant.cli.grouping import group
from assistant.cli.health import backup_command, doctor_command, rebuild_command, restore_command
from assistant.cli.helping import OwnCommand, OwnGroup, brief_help
from assistant.cli.history import ABOUT, OTHERS, history_command
from assistant.cli.library import INDEX_HELP, articles_command, date_command, index_command, show_command
from assistant.cli.printing import INTERRUPTED, report, say
from assistant.cli.serving import mcp_command
from assistant.cli.summaries import compare_command, summarize_command
from assistant.cli.trusting import trust_command
from assistant.errors import AssistantError, UsageError

COMMANDS: Mapping[str, Callable[..., None]] = {
    "index": index_command,
    "watch": watch_command,
    "search": search_command,
    "ask": ask_command,
    "eval": eval_command,
    "chat": chat_command,
    "summarize": summarize_command,
    "compare": compare_command,
    "timeline": timeline_command,
    "check": check_command,
    "articles": articles_command,
    "date": date_command,
    "show": show_command,
    "remove": remove_command,
    "status": status_command,
    "said": said_command,
    "follow": follow_list_command,
    "digest": digest_command,
    "history": history_command,
    "recheck": recheck_command,
    "doctor": doctor_command,
    "rebuild": rebuild_command,
    "backup": backup_command,
    "restore": restore_command,
    "config": config_command,
    "trust": trust_command,
    "mcp": mcp_command,
    "docs": docs_command,
}

# What `assistant` alone shows, and how it is typed.
FIRST = {
    "index": "index FOLDER",
    "ask": "ask QUESTION",
    "chat": "chat",
    "summarize": "summarize",
    "timeline": "timeline TOPIC",
    "status": "status",
}

app = typer.Typer(
    name="assistant",
    cls=OwnGroup,
    rich_markup_mode=None,  # plain help: rich would cost 40 ms of the 90
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Answers questions from a collection of dated articles; every sentence can be checked.\n\n"
    "Exit codes: 0 answered, 1 a fault in the program, 2 wrong usage or settings, 3 the articles do not say, "
    "4 answered or done in part, 5 the model failed (with --strict), 6 the library is missing, locked or damaged.",
)
# Those that have commands of their own, each with these and what its help says of them all.
GROUPS = {"history": (OTHERS, ABOUT), "follow": (FOLLOW_OTHERS, ABOUT_FOLLOW)}
for _name, _command in COMMANDS.items():
    if _name in GROUPS:
        app.add_typer(group(_command, *GROUPS[_name]), name=_name)
    else:
        app.command(_name, cls=OwnCommand, help=INDEX_HELP if _command is index_command else None)(_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"assistant {version('grounded-assistant')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    library: options.Library = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    context.obj = library
    if context.invoked_subcommand is None:
        typer.echo(brief_help(context, FIRST))


def main() -> NoReturn:
    """Runs the command line; prints every error in one line on stderr, and with --json as an object on stdout."""
    try:
        code = app(prog_name="assistant", standalone_mode=False)
    except AssistantError as error:
        report(error)
        code = error.exit_code
    except KeyboardInterrupt:
        say("Interrupted.")
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - typer's own are told by what they can do, others are raised again
        code = _usage_error(error)
    sys.exit(int(code or 0))


def _usage_error(error: Any) -> int:
    """Reports what typer says of the command line and gives its code; raises anything else again: a fault of ours."""
    tell, code = getattr(error, "format_message", None), getattr(error, "exit_code", None)
    if callable(tell) and isinstance(code, int):
        said = _with_nearest_option(error) or str(tell()).rstrip()
        report(UsageError(said if said.endswith(("?", ".")) else f"{said}.", hint=_where_to_look(error)))
        return code
    report(AssistantError(f"A fault in the program: {type(error).__name__}: {error}"))
    raise error


def _with_nearest_option(error: Any) -> str | None:
    """What is said of an option that there is not, with the nearest that there is; None of any other error."""
    if not hasattr(error, "possibilities"):
        return None
    near = get_close_matches(error.option_name, error.possibilities or [], 1)
    return f"No such option: {error.option_name}." + "".join(f" Did you mean {each}?" for each in near)


def _where_to_look(error: Any) -> str:
    """Points to the help of the command that was typed; an option without its value comes without a context."""
    context = getattr(error, "ctx", None)
    if context is None:
        command = next((word for word in sys.argv[1:] if word in COMMANDS), None)
    else:
        command = context.info_name if context.parent else None
    return f"See `assistant {command} --help`." if command else "`assistant --help` lists the commands."
