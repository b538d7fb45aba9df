"""Reads who said what from the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.index.storage.catalogue import filter_clause
from assistant.index.storage.schema import rows_for
from assistant.records.questions import Filters
from assistant.records.speech import SpeakerCount, SpeechKind, Spoken, Utterance

if TYPE_CHECKING:
    from assistant.index.storage.catalogue import Catalogue


class Speeches:
    """Questions about speech to one connection; nothing here writes."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._connection, self._catalogue = connection, catalogue

    def speakers(self, filters: Filters, least: float) -> list[SpeakerCount]:
        """Who speaks in the articles let through, with at least this confidence: most utterances first."""
        where, values = filter_clause(filters)
        rows = self._connection.execute(
            "SELECT speaker, count(*) AS spoken FROM utterances JOIN articles ON articles.key = utterances.article"
            f" WHERE confidence >= ? AND speaker <> '' AND {where} GROUP BY speaker ORDER BY spoken DESC, speaker",
            (least, *values),
        )
        return [SpeakerCount(row["speaker"], row["spoken"]) for row in rows]

    def called(self, name: str, filters: Filters) -> set[str]:
        """The speakers whom a sentence calls exactly `name`: an article may give an acronym for the whole name."""
        where, values = filter_clause(filters)
        rows = self._connection.execute(
            "SELECT DISTINCT speaker FROM articles JOIN utterances ON utterances.article = articles.key"
            " WHERE substr(articles.text, mention_start + 1, mention_end - mention_start) = ? AND length(speaker) > ?"
            f" AND {where}",
            (name, len(name), *values),
        )
        return {row["speaker"] for row in rows}

    def of(self, speakers: Sequence[str], filters: Filters) -> list[Spoken]:
        """What these speakers say: oldest articles first, undated ones last, each in the article's order.

        What is damaged in the library is left out.
        """
        where, values = filter_clause(filters)
        sql = "SELECT utterances.* FROM utterances JOIN articles ON articles.key = utterances.article"
        rows = list(rows_for(self._connection, f"{sql} WHERE speaker IN ({{}}) AND {where}", speakers, values))
        articles = self._catalogue.articles({row["article"] for row in rows})
        sentences = self._catalogue.sentences(articles)
        sound = self._catalogue.soundness.utterances(sentences)
        spoken = [
            Spoken(
                row["article"], articles[row["article"]], sentences[row["article"]][row["sentence"]], _utterance(row)
            )
            for row in rows
            if row["article"] in sound and row["sentence"] < len(sentences[row["article"]])
        ]
        return sorted(spoken, key=_place)


def _place(spoken: Spoken) -> tuple[bool, str, str, int, tuple[int, int]]:
    """The same whatever else the library holds: an article's key would tell when it was indexed."""
    day = spoken.article.published
    return day is None, day.isoformat() if day else "", spoken.article.id, spoken.sentence.number, spoken.utterance.said


def _utterance(row: sqlite3.Row) -> Utterance:
    mention = None if row["mention_start"] is None else (row["mention_start"], row["mention_end"])
    return Utterance(
        sentence=row["sentence"],
        speaker=row["speaker"],
        mention=mention,
        said=(row["said_start"], row["said_end"]),
        kind=SpeechKind(row["kind"]),
        confidence=row["confidence"],
    )
