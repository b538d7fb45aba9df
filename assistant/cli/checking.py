"""The commands that check: a draft, past answers, and how well a library answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.opened import answering, narrowing, opening, today
from assistant.cli.printing import INTERRUPTED, print_result, say, shows_progress, warn
from assistant.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from assistant.records.evaluation import Trial


@handed_on
def check_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, Markdown or Word file; - reads standard input.")],
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    model: options.Judge = None,
    profile: options.Profile = None,
    no_model: options.NoJudge = False,
    no_record: options.NoRecord = False,
    encoding: options.Encoding = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Show only what is not confirmed, or differs from the articles.")
    ] = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Check a draft of your own, sentence by sentence.

    A sentence is quoted (an article's own, letter for letter), or a model that reads meaning finds it confirmed or not
    confirmed. Without a model it is not judged: then the closest article sentences are shown, with what they do not
    have. "Yesterday" is counted from --as-of. Exit code 4: not every sentence is quoted or confirmed (with the setting
    verify = "rules": some differ).
    """
    from assistant.articles.drafts.draft_file import read_draft
    from assistant.records.answers import Status
    from assistant.terminal.as_json import answer_json
    from assistant.terminal.check_progress import CheckProgress
    from assistant.terminal.handouts.from_answer import check_handout
    from assistant.terminal.render_check import render_check

    draft = read_draft(file, sys.stdin.buffer, encoding)
    asked = narrowing(since, until, on, as_of, source).question(draft.name, today=today())
    with answering(
        context, library, filters=asked.filters, model=model, profile=profile, no_model=no_model, no_record=no_record
    ) as opened:
        with CheckProgress(sys.stderr, animated=shows_progress()) as progress:
            answer = opened.answers.check(draft, asked, on_checked=progress.update)
        if not files.take_stdout:
            print_result(as_json, answer_json, render_check, answer, problems=problems)
        opened.answers.keep(answer, "check")
        files.write(lambda: check_handout(answer, problems=problems))
    raise typer.Exit(ExitCode.ANSWERED if answer.status is Status.ANSWERED else ExitCode.PARTIAL)


def recheck_command(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="ID", help="Only this one, by its number in `assistant history`.")
    ] = None,
    library: options.Library = None,
    since: options.AnswerSince = None,
    as_json: options.Json = False,
) -> None:
    """Find past answers that quote what an article no longer says.

    Shows each with its question, the quotation as it was, what the article says now, and since when. Also finds
    answers that name an article by an earlier title or date. Exit code 4: an answer quotes what its article no longer
    says, or what its source has corrected.
    """
    from assistant.answering.past.recheck import recheck_answers
    from assistant.terminal.render_recheck import render_recheck
    from assistant.terminal.versions_json import recheck_json

    with opening(context, library) as opened:
        if number is not None and since is not None:
            raise UsageError("--since chooses among all answers.", hint="Give a number, or --since.")
        first = narrowing(since, None, None, None, None).filters(today()).since
        report = recheck_answers(opened.library, since=first, number=number)
        print_result(as_json, recheck_json, render_recheck, report)
    raise typer.Exit(ExitCode.PARTIAL if report.withdrawn else ExitCode.ANSWERED)


def eval_command(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS.jsonl", help="One JSON object per line; - reads standard input.")
    ],
    library: options.Library = None,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    strict: options.Strict = False,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="Search; answer nothing.")] = False,
    limit: options.QuestionLimit = None,
    rows: Annotated[
        Path | None, typer.Option("--rows", metavar="FILE", help="Write a JSON line per question to a new file.")
    ] = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Score the library on your own questions.

    A row holds `question` and any of: `id`; `as_of`, the asking day (default: today); `answers`, accepted wordings;
    `articles`, urls or paths (or their ends) of the articles that hold the answer; `quotes`, their sentences;
    `answerable`, false where the articles do not say. `assistant docs evaluation` defines every figure. Exit code 4:
    the model failed on some questions; they are counted, with the articles' own sentences. Answers are not kept.
    """
    from assistant.answering.evaluation.evaluation import evaluate
    from assistant.answering.evaluation.known_questions import read_known_questions
    from assistant.terminal.evaluation_json import evaluation_json, trial_line
    from assistant.terminal.evaluation_table import render_evaluation
    from assistant.terminal.progress import QuestionProgress
    from assistant.terminal.rows_file import RowsFile

    known = read_known_questions(questions, sys.stdin.buffer, warn=warn)[:limit]
    animated = shows_progress() and not quiet
    with answering(
        context, library, model=model, profile=profile, no_model=no_model or retrieval_only, strict=strict
    ) as opened:
        with RowsFile(rows) as file, QuestionProgress(sys.stderr, animated=animated, total=len(known)) as progress:

            def finished(trial: Trial) -> None:
                file.write(trial_line(trial))
                progress.finished(trial.scored.known.text)

            evaluation = evaluate(
                known, opened.answers.tools, retrieval_only=retrieval_only, today=today(), on_trial=finished
            )
        print_result(as_json, evaluation_json, render_evaluation, evaluation)
    if evaluation.interrupted:
        say(f"Interrupted: {len(evaluation.scored):,} of {evaluation.wanted:,} questions are finished.")
        raise typer.Exit(INTERRUPTED)
    failed = ExitCode.MODEL if opened.settings.strict else ExitCode.PARTIAL
    raise typer.Exit(failed if evaluation.failed else ExitCode.ANSWERED)
