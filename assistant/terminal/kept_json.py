"""Answers as they are kept in the library, and what the commands on them print, as JSON."""

from __future__ import annotations

from assistant.records.answers import Answer
from assistant.records.articles import Origin
from assistant.terminal.as_json import Json, answer_json


def kept_json(answer: Answer, command: str, session: int | None) -> Json:
    """What is kept of an answer: all that scripts get of it, and how it was asked; `session` as in records.kept."""
    question = answer.question
    return {
        **answer_json(answer),
        "asked": {
            "command": command,
            "session": session,
            "standalone": answer.standalone,
            "today": question.today.isoformat(),
            "as_of": question.filters.as_of and question.filters.as_of.isoformat(),
            "literal": question.literal,
            "paragraphs": [statement.paragraph for statement in answer.statements],
            "found": [
                {"path": each.article.path, "start": each.sentences[0].start, "end": each.sentences[-1].end}
                for each in answer.passages
            ],
            "titled_by_lead": sorted(
                each.article.id
                for each in (*answer.citations, *answer.nearest)
                if each.article.origins.get("title") is Origin.LEAD
            ),
        },
    }
