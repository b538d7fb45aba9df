"""A past answer and a new one to the same question to what the new one says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.articles.differences import ALIKE, sentence_likeness
from assistant.records.answers import Answer, Statement
from assistant.records.articles import Article
from assistant.records.kept import Changes, Kept, Rewording


def changes_since(then: Kept, again: Answer, current_ids: Mapping[str, str]) -> Changes:
    """What changed; `current_ids` gives the id by which an article goes now, by that of then."""
    old, new, same = _without_same(then.answer.statements, again.statements)
    reworded, said_no_more, said_now = _paired(old, new)
    before, after = _cited(then.answer, current_ids), _cited(again, current_ids)
    return Changes(
        then=then,
        again=again,
        same=same,
        reworded=tuple(reworded),
        said_no_more=tuple(said_no_more),
        said_now=tuple(said_now),
        sources_gone=tuple(article for name, article in before.items() if name not in after),
        sources_new=tuple(article for name, article in after.items() if name not in before),
    )


def _without_same(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[list[Statement], list[Statement], int]:
    """Both without the statements that are in both, letter for letter and with one grade, and how many those are."""
    left = list(old)
    kept: list[Statement] = []
    for statement in new:
        twin = next((each for each in left if (each.text, each.grade) == (statement.text, statement.grade)), None)
        if twin is None:
            kept.append(statement)
        else:
            left.remove(twin)
    return left, kept, len(new) - len(kept)


def _paired(
    old: Sequence[Statement], new: Sequence[Statement]
) -> tuple[list[Rewording], list[Statement], list[Statement]]:
    """Statements that share most of their words, the likest first; and what is left of both sides, in order."""
    likest = sorted(
        ((sentence_likeness(a.text, b.text), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    of_old: dict[int, int] = {}
    for likeness, i, j in likest:
        if likeness >= ALIKE and i not in of_old and j not in of_old.values():
            of_old[i] = j
    reworded = [Rewording(old[i], new[j]) for i, j in sorted(of_old.items())]
    gone = [each for i, each in enumerate(old) if i not in of_old]
    come = [each for j, each in enumerate(new) if j not in of_old.values()]
    return reworded, gone, come


def _cited(answer: Answer, current_ids: Mapping[str, str]) -> dict[str, Article]:
    """The articles that an answer cites, by the id by which each goes now."""
    return {current_ids.get(each.article.id, each.article.id): each.article for each in answer.citations}
