"""Articles that come, change and go, to which of them is current and whose earlier versions the others are.

An article is known by its path. It is also known by its url's address (articles/metadata/addresses.py), so that two
files may hold one article, read at two times: then the later one, by its published stamp, else by its path, stands for
the other, which is neither found nor answered from as on a day on which the later one was out. Whether a state is
replaced, and from which day on, depends on it and the next states alone: what comes later must not change what was
current before. A file that goes leaves its text behind as a version: of the article that goes on under another path,
else of none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain

from assistant.articles.metadata.addresses import address_of
from assistant.index.storage.checksums import forget_gone, forget_kept, seal_kept
from assistant.index.storage.rows import article_of, moment, row_of
from assistant.index.storage.schema import insert
from assistant.index.storage.set_days import has_set_day, set_day_of, undone
from assistant.language.likeness import is_one_article
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article

# A state is compared with so many that follow it at its address: one that more articles share is some section's.
_COMPARED = 20
_ALWAYS = 0  # a day before all days
_NUMBER = lazy_pattern(r"(\d+)")
_SETTLED = "succession"
# Changing which article stands for another must compare all of them again.
_RULES = "2"

Order = tuple[int, float, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class _State:
    """An article of several at one address, without its text. `content` changes with all of it but the path."""

    id: str
    content: str
    place: Order


class Succession:
    """Keeps the tables `versions`, `earlier_ids`, `addresses` and `replaced`, inside the writer's transactions."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._connection, self._now = connection, now
        self._since: dict[str, str] = {}  # when articles were replaced that are compared anew
        self._unsettled: set[str] = set()  # addresses at which articles came, changed or went
        self._next: dict[str, tuple[int, str | None]] = {}  # what was found for a state, among the followers of a hash

    def changes(self, old: Article, new: Article, *, same_file: bool) -> None:
        """Keeps an article that is read again with another text or, unless its file is the same, other metadata."""
        if old.text != new.text if same_file else not same_text(old, new):
            self._keep(old, old.id, self._stamp())

    def comes(self, article: Article) -> None:
        """Takes in an article that was stored just now: what went before it, and what stands beside it."""
        address = address_of(article.url)
        if address is not None:
            self._connection.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (address, article.id))
        self._connection.execute("DELETE FROM earlier_ids WHERE id = ?", (article.id,))
        for orphan in self._orphans(article, address):
            self._hand_over(orphan, article)
        last = self._connection.execute(
            "SELECT * FROM versions WHERE id = ? ORDER BY number DESC LIMIT 1", (article.id,)
        ).fetchone()
        if last is not None and self._is_same(article_of(last), article):  # a file that was gone for a while
            self._connection.execute("DELETE FROM versions WHERE number = ?", (last["number"],))
            forget_kept(self._connection, "versions", last["number"])
        if address is not None:
            self._unsettled.add(address)

    def leaves(self, article: Article) -> None:
        """Takes out an article that is no longer stored where it was; others may take its place."""
        address = address_of(article.url)
        if address is None:
            return
        self._connection.execute("DELETE FROM addresses WHERE address = ? AND id = ?", (address, article.id))
        self._free(article.id)
        self._unsettled.add(address)

    def moves(self, article_id: str) -> None:
        """Notes that an article has another path, which may make it the later one of several."""
        rows = self._connection.execute("SELECT url FROM articles WHERE id = ?", (article_id,))
        self._unsettled |= {address for row in rows if (address := address_of(row["url"])) is not None}

    def goes_on_as(self, old: Article, new: Article) -> None:
        """Notes that an article has another path and id, and is the same."""
        self._connection.execute("UPDATE OR REPLACE set_days SET id = ? WHERE id = ?", (new.id, old.id))
        seal_kept(self._connection, "set_days", "id", new.id)
        self._connection.execute("UPDATE OR REPLACE arrived SET id = ? WHERE id = ?", (new.id, old.id))
        forget_gone(self._connection)
        self.leaves(old)
        self._hand_over(old, new)
        self.comes(new)

    def goes(self, article: Article) -> None:
        """Keeps the text of an article whose file is gone."""
        current = self._replaced_by(article.id)
        self.leaves(article)
        replaced_at = self._since[article.id] if current else self._stamp()
        heir = self._heir(article, current)
        if heir is None:
            self._keep(article, article.id, replaced_at)
            return
        same = self._is_same(heir, article)
        self._hand_over(article, heir)
        if not same:
            self._keep(article, heir.id, replaced_at)

    def settle_all(self) -> None:
        """Compares the articles of a library that did not do so by these rules when it stored them."""
        if self._connection.execute("SELECT 1 FROM facts WHERE name = ? AND value = ?", (_SETTLED, _RULES)).fetchone():
            return
        named = [tuple(row) for row in self._connection.execute("SELECT id, url FROM articles WHERE url IS NOT NULL")]
        pairs = [(address, name) for name, url in named if (address := address_of(url)) is not None]
        self._connection.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?)", pairs)
        shared = self._connection.execute("SELECT address FROM addresses GROUP BY address HAVING count(*) > 1")
        self._unsettled |= {row["address"] for row in shared}
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_SETTLED, _RULES))

    def settle(self) -> None:
        """Notes who stands for whom wherever that may have changed; the transaction's last step."""
        for address in sorted(self._unsettled):
            self._settle(self._states(address))
        self._unsettled.clear()

    def _settle(self, states: Sequence[_State]) -> None:
        """For each of the states at one address: the next that continues it, if any, and the last of that line."""
        current: dict[str, str] = {}
        for number in range(len(states) - 1, -1, -1):
            state, following = states[number], states[number + 1 : number + 1 + _COMPARED]
            later = self._continued_by(state, following)
            current[state.id] = state.id if later is None else current[later.id]
            row = self._connection.execute("SELECT by_id, day FROM replaced WHERE id = ?", (state.id,)).fetchone()
            now = None if later is None else (current[later.id], later.place[0])
            if (None if row is None else (row["by_id"], row["day"])) == now:
                continue
            self._free(state.id)
            if now is not None:
                since = self._since.setdefault(state.id, self._stamp())
                self._connection.execute("INSERT INTO replaced VALUES (?, ?, ?, ?)", (state.id, *now, since))

    def _continued_by(self, state: _State, following: Sequence[_State]) -> _State | None:
        """The first of the states that follow which is one article with this one."""
        if not following:
            return None
        among = hash((state.content, *((each.id, each.content) for each in following)))
        known, later = self._next.get(state.id, (None, None))
        if known != among:
            (article,) = self._stored([state.id])
            candidates = (each for name in following for each in self._stored([name.id]))
            later = next((each.id for each in candidates if is_one_article(article, each)), None)
            self._next[state.id] = among, later
        return next((each for each in following if each.id == later), None)

    def _states(self, address: str) -> list[_State]:
        """The articles at an address, the latest last."""
        rows = self._connection.execute(
            "SELECT articles.id, fingerprint, path, published, published_time FROM addresses"
            " JOIN articles ON articles.id = addresses.id WHERE address = ?",
            (address,),
        )
        states = (
            _State(row["id"], row["fingerprint"], _place(row["path"], row["published"], row["published_time"]))
            for row in rows
        )
        return sorted(states, key=lambda each: each.place)

    def _latest_at(self, address: str) -> list[Article]:
        """The latest articles at an address, the latest first."""
        return self._stored([each.id for each in reversed(self._states(address)[-_COMPARED:])])

    def _heir(self, article: Article, replaced_by: str | None) -> Article | None:
        """The article that goes on from one that is gone: at its address, else with all of its words."""
        address = address_of(article.url)
        if address is None:
            rows = self._connection.execute(
                "SELECT * FROM articles WHERE title = ? AND text = ? ORDER BY id", (article.title, article.text)
            )
            return next((each for each in map(article_of, rows) if self._is_same(each, article)), None)
        latest = self._latest_at(address)
        same = (each for each in latest if self._is_same(each, article))
        alike = (each for each in latest if is_one_article(each, article))
        return next(chain(same, self._stored([replaced_by] if replaced_by else []), alike), None)

    def _orphans(self, article: Article, address: str | None) -> list[Article]:
        """The last states of withdrawn articles that this one goes on from."""
        rows = self._connection.execute(
            "SELECT * FROM versions WHERE (address = :address OR (title = :title AND text = :text)) AND id <> :id"
            " AND id NOT IN (SELECT id FROM articles) ORDER BY number DESC LIMIT :most",
            {
                "address": address,
                "title": article.title,
                "text": article.text,
                "id": article.id,
                "most": _COMPARED,
            },
        )
        gone = {each.id: each for each in reversed([article_of(row) for row in rows])}
        return [
            each
            for each in gone.values()
            if self._is_same(each, article)
            or (address is not None and address_of(each.url) == address and is_one_article(each, article))
        ]

    def _hand_over(self, old: Article, new: Article) -> None:
        """From now on the one article goes by the other's id, and so do its versions and the day set for it by hand.

        That day is another text's where the two are not the same: then it waits for the file to come back.
        """
        if self._is_same(old, new):
            self._connection.execute("UPDATE OR IGNORE set_days SET id = ? WHERE id = ?", (new.id, old.id))
            seal_kept(self._connection, "set_days", "id", new.id)
            forget_gone(self._connection)
        self._connection.execute("UPDATE versions SET id = ? WHERE id = ?", (new.id, old.id))
        seal_kept(self._connection, "versions", "id", new.id)
        self._connection.execute("UPDATE earlier_ids SET now = ? WHERE now = ?", (new.id, old.id))
        self._connection.execute("INSERT OR REPLACE INTO earlier_ids VALUES (?, ?)", (old.id, new.id))

    def _keep(self, article: Article, owner: str, replaced_at: str) -> None:
        own = {"id": owner, "address": address_of(article.url), "replaced_at": replaced_at}
        number = insert(self._connection, "versions", {**row_of(article), **own})
        seal_kept(self._connection, "versions", "number", number)

    def _is_same(self, first: Article, second: Article) -> bool:
        """Whether two articles say the same; a day set by hand is none of an article's own words."""
        return same_text(self._own(first), self._own(second))

    def _own(self, article: Article) -> Article:
        row = self._connection.execute("SELECT * FROM set_days WHERE id = ?", (article.id,)).fetchone()
        return article if row is None or not has_set_day(article) else undone(article, set_day_of(row).own)

    def _replaced_by(self, article_id: str) -> str | None:
        row = self._connection.execute("SELECT by_id FROM replaced WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else str(row["by_id"])

    def _free(self, article_id: str) -> None:
        """Strikes an article from those replaced, and remembers since when it was."""
        row = self._connection.execute("SELECT replaced_at FROM replaced WHERE id = ?", (article_id,)).fetchone()
        if row is not None:
            self._since[article_id] = row["replaced_at"]
            self._connection.execute("DELETE FROM replaced WHERE id = ?", (article_id,))

    def _stored(self, ids: Sequence[str]) -> list[Article]:
        """Those of these articles that are there."""
        rows = (self._connection.execute("SELECT * FROM articles WHERE id = ?", (each,)).fetchone() for each in ids)
        return [article_of(row) for row in rows if row is not None]

    def _stamp(self) -> str:
        return moment(self._now())


def order(article: Article) -> Order:
    """Sorts the states of one article by time: by the day published, the stamp of that day, and the path.

    Numbers in a path count as numbers: row 10 of a file comes after row 2. Undated states come first.
    """
    return _place(article.path, article.published.isoformat() if article.published else None, article.published_time)


def _place(path: str, published: str | None, published_time: str | None) -> Order:
    parts = tuple(int(part) if part.isdecimal() else part for part in _NUMBER.split(path))
    if published is None:
        return _ALWAYS, 0.0, parts
    day = date.fromisoformat(published)
    try:
        stamp = datetime.fromisoformat(published_time or "")
    except ValueError:
        stamp = datetime.combine(day, time())
    known = stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    return day.toordinal(), known.timestamp(), parts


def same_text(first: Article, second: Article) -> bool:
    """Whether two articles say the same, also of themselves: where they lie and how they were read does not count."""
    return _said(first) == _said(second)


def _said(article: Article) -> tuple[object, ...]:
    return (
        *(article.title, article.source, article.url, article.authors),
        *(article.published, article.published_time, article.text),
    )
