"""An article that changes, moves or goes keeps what it said; only what it says now is found."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.articles.metadata.published import DateOrder
from assistant.errors import UsageError
from assistant.index.updating.dating import set_day
from assistant.records.articles import SkippedFile
from assistant.records.questions import Filters
from small_library import Made, counts

FLOOD = "The river flooded the Lower Town on Monday. Twelve people were taken to safety. The school stays closed."
LATER = FLOOD.replace("Twelve", "Fourteen")
LAST = LATER.replace("The school stays closed.", "The school opens again on Friday.")
MARKET = "The covered market opens again on Saturday. Forty stalls have been let. The roof is new."
URL = "https://example.org/2024/flood"


class Clock:
    """Each run that asks it does so an hour after the one before."""

    def __init__(self) -> None:
        self.now = datetime(2024, 8, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> None:
        self.now += timedelta(hours=1)


def page(text: str, title: str = "The flood", published: str = "2024-08-01", **header: str) -> str:
    fields = {"title": title, "date": published, **header}
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"\n{text}\n"


class Dated(Made):  # type: ignore[misc]  # code shared by tests is found by pytest's pythonpath
    """A library whose runs are an hour apart, the first at one o'clock on 2024-08-01."""

    clock = Clock()

    def run(self, files: Mapping[str, str | None] | None = None):
        for name, text in (files or {}).items():
            if text is None:
                (self.articles / name).unlink()
            else:
                self.write({name: text})
        self.clock.tick()
        return self.index(clock=self.clock)

    def history(self, name: str) -> list[tuple[str, str]]:
        """The versions of an article, the oldest first: when each was replaced, and its text; the last is current."""
        with self.opened() as (library, _):
            history = library.history(name)
        current = [("now", history.current.text)] if history.current else []
        return [(each.replaced_at[11:16], each.article.text) for each in history.earlier] + current

    def current(self) -> list[str]:
        with self.opened() as (library, _):
            return sorted(each.path for each in library.catalogue.all_articles())


@pytest.fixture
def made(tmp_path) -> Dated:
    made = Dated(tmp_path)
    made.clock = Clock()
    return made


def test_an_article_read_again_with_another_text_keeps_the_earlier_one(made):
    made.run({"flood.txt": page(FLOOD)})
    assert made.history("The flood") == [("now", FLOOD)]
    assert counts(made.run({"flood.txt": page(LATER)})) == (0, 1, 0, 0, 0)
    made.run({"flood.txt": page(LAST)})
    assert made.history("articles/flood.txt") == [("02:00", FLOOD), ("03:00", LATER), ("now", LAST)]


def test_only_the_current_text_is_found(made):
    made.run({"flood.txt": page(FLOOD), "market.txt": page(MARKET, "The market")})
    made.run({"flood.txt": page(LATER)})
    assert made.found("Twelve") == []
    assert made.found("Fourteen") == ["The flood"]


def test_another_title_or_day_makes_a_version_too(made):
    made.run({"flood.txt": page(FLOOD)})
    made.run({"flood.txt": page(FLOOD, title="The great flood")})
    made.run({"flood.txt": page(FLOOD, title="The great flood", published="2024-08-02")})
    with made.opened() as (library, _):
        history = library.history("The great flood")
    assert [(each.title, each.published) for each in history.articles] == [
        ("The flood", date(2024, 8, 1)),
        ("The great flood", date(2024, 8, 1)),
        ("The great flood", date(2024, 8, 2)),
    ]


def test_vectors_made_anew_and_another_place_in_the_same_file_make_no_version(made):
    rows = [{"title": "The market", "text": MARKET}, {"title": "The flood", "text": FLOOD}]
    made.write_rows("rows.jsonl", rows)
    made.run()
    made.write_rows("rows.jsonl", rows[::-1])
    made.run()
    made.index(chunk_words=10, clock=made.clock)
    (made.articles / "rows.jsonl").write_text("no rows at all\n")
    made.index(chunk_words=20, clock=made.clock)
    assert made.rows("SELECT * FROM versions") == []


def test_a_date_that_is_only_read_by_another_rule_makes_no_version(made):
    made.run({"flood.txt": page(FLOOD, published="03/05/2024")})
    made.index(date_order=DateOrder.MONTH_FIRST, clock=made.clock)
    assert made.rows("SELECT published FROM articles") == [("2024-03-05",)]
    assert made.rows("SELECT * FROM versions") == []
    made.run({"flood.txt": page(FLOOD, published="04/05/2024")})
    assert made.rows("SELECT published FROM versions") == [("2024-03-05",)]


def test_an_article_whose_file_is_gone_is_kept_as_withdrawn_and_never_found(made):
    made.run({"flood.txt": page(FLOOD), "market.txt": page(MARKET, "The market")})
    assert counts(made.run({"flood.txt": None})) == (0, 0, 1, 1, 0)
    assert made.history("The flood") == [("02:00", FLOOD)]
    assert made.found("river Twelve") == []
    assert made.current() == ["articles/market.txt"]
    with made.opened() as (library, _), pytest.raises(UsageError) as error:
        library.article("The flood")
    assert str(error.value).startswith("The article 'The flood' was withdrawn. See `assistant show ")


def test_a_file_that_was_gone_for_a_while_goes_on_as_it_was(made):
    made.run({"flood.txt": page(FLOOD)})
    made.run({"flood.txt": page(LATER), "market.txt": page(MARKET)})
    made.run({"flood.txt": None})
    made.run({"flood.txt": page(LATER)})
    assert made.history("The flood") == [("02:00", FLOOD), ("now", LATER)]
    made.run({"flood.txt": None})
    made.run({"flood.txt": page(LAST)})
    assert made.history("The flood") == [("02:00", FLOOD), ("05:00", LATER), ("now", LAST)]


@pytest.mark.parametrize("header", [{}, {"url": URL}])
def test_a_renamed_file_is_the_same_article_under_either_id(made, header):
    made.run({"flood.txt": page(FLOOD, **header), "market.txt": page(MARKET, "The market")})
    old_id = made.rows("SELECT id FROM articles WHERE title = 'The flood'")[0][0]
    made.run({"flood.txt": page(LATER, **header)})
    made.run({"flood.txt": None, "archive/old.txt": page(LATER, **header)})
    assert made.history("articles/archive/old.txt") == [("02:00", FLOOD), ("now", LATER)]
    assert made.history(old_id) == made.history("articles/archive/old.txt")
    with made.opened() as (library, _):
        assert library.article(old_id)[1].path == "articles/archive/old.txt"
    made.run({"archive/old.txt": page(LAST, **header)})
    assert made.history(old_id) == [("02:00", FLOOD), ("04:00", LATER), ("now", LAST)]


def test_a_file_renamed_and_changed_at_once_goes_on_by_its_url(made):
    made.run({"flood.txt": page(FLOOD, url=URL)})
    made.run({"flood.txt": None, "b.txt": page(LATER, title="The great flood", url=f"{URL}/?utm_source=feed")})
    assert made.history("The great flood") == [("02:00", FLOOD), ("now", LATER)]


def test_a_file_that_comes_back_under_another_name_goes_on_from_what_was_withdrawn(made):
    made.run({"flood.txt": page(FLOOD, url=URL), "market.txt": page(MARKET, "The market")})
    made.run({"flood.txt": None, "market.txt": None, "x.txt": page("Nothing else.", "Else")})
    made.run({"b.txt": page(LATER, url=URL), "c.txt": page(MARKET, "The market")})
    assert made.history("articles/b.txt") == [("02:00", FLOOD), ("now", LATER)]
    assert made.history("articles/c.txt") == [("now", MARKET)]


def test_of_two_files_with_one_url_the_later_is_current_and_this_is_said(made):
    files = {
        "b.txt": page(LATER, published="2024-08-02", url=URL),
        "a.txt": page(FLOOD, published="2024-08-03", url="http://www.example.org/2024/flood#top"),
    }
    report = made.run(files)
    assert made.current() == ["articles/a.txt"]
    assert report.remarks == (
        SkippedFile(
            "articles/b.txt",
            "has the same url as articles/a.txt, which is later; it is kept as an earlier version of it",
        ),
    )
    assert made.history("articles/b.txt") == [("01:00", LATER), ("now", FLOOD)]
    assert made.found("Fourteen") == []
    assert made.run().remarks == ()


def test_without_a_later_day_the_later_path_is_current_and_rows_count_by_number(made):
    made.run({"2024-08-01/flood.txt": page(FLOOD, url=URL), "2024-08-02/flood.txt": page(LATER, url=URL)})
    assert made.current() == ["articles/2024-08-02/flood.txt"]
    rows = [{"title": f"Row {number}", "text": f"Nothing of row {number}."} for number in range(1, 11)]
    rows[1] = {"title": "The market", "text": MARKET, "url": "https://example.org/market"}
    rows[9] = {"title": "The market", "text": MARKET.replace("Forty", "Fifty"), "url": "https://example.org/market"}
    made.write_rows("rows.jsonl", rows)
    made.run()
    assert made.history("articles/rows.jsonl#10")[-1] == ("now", MARKET.replace("Forty", "Fifty"))


def test_the_later_of_two_is_found_in_every_way_of_searching_and_the_other_in_none(made):
    files = {"a.txt": page(FLOOD, url=URL), "b.txt": page(LATER, published="2024-08-04", url=URL)}
    made.run(files | {"market.txt": page(MARKET, "The market")})
    before, after = Filters(as_of=date(2024, 8, 3)), Filters(as_of=date(2024, 8, 4))
    for tail_chunks in (1_000, 0):  # compared exactly, then by the published generation
        made.index(tail_chunks=tail_chunks, clock=made.clock)
        for filters, flood in (
            (Filters(), "b.txt"),
            (after, "b.txt"),
            (before, "a.txt"),
            (Filters(until=date(2024, 8, 2)), None),
            (Filters(until=date(2024, 8, 2), as_of=date(2024, 8, 3)), "a.txt"),
        ):
            assert set(found_paths(made, filters)) == {"market.txt", *([flood] if flood else [])}, filters


def found_paths(made: Made, filters: Filters) -> Iterator[str]:
    with made.opened() as (library, _):
        vector = made.embedder.embed(["river school people"])[0]
        dense = [number for number, _ in library.nearest(vector, 10, filters)]
        words = [number for number, _ in library.with_words(["the"], 10, filters)]
        listed = [each.path for each in library.catalogue.all_articles(filters)]
        rows = library.chunks([*dense, *words])
        articles = library.articles({row.article for row in rows.values()})
        paths = [sorted({articles[rows[number].article].path for number in each}) for each in (dense, words)]
    assert paths[0] == paths[1] == sorted(listed)
    yield from (path.removeprefix("articles/") for path in listed)


def test_when_the_later_file_goes_the_earlier_is_current_again_and_the_later_text_is_kept(made):
    made.run({"a.txt": page(FLOOD, url=URL), "b.txt": page(LATER, url=URL), "c.txt": page(LAST, url=URL)})
    made.run({"c.txt": None})
    assert made.current() == ["articles/b.txt"]
    assert made.history("articles/b.txt") == [("01:00", FLOOD), ("02:00", LAST), ("now", LATER)]
    assert made.found("Fourteen closed") == ["The flood"]
    made.run({"a.txt": None})
    assert made.history("articles/b.txt") == [("01:00", FLOOD), ("02:00", LAST), ("now", LATER)]


def test_a_file_that_another_stands_for_may_change_and_no_text_is_lost(made):
    made.run({"a.txt": page(FLOOD, url=URL), "b.txt": page(LATER, url=URL)})
    made.run({"a.txt": page(LAST, url=URL)})
    assert made.history("articles/b.txt") == [("01:00", LAST), ("02:00", FLOOD), ("now", LATER)]


SHARED = [("1", FLOOD), ("2", MARKET), ("3", f"{FLOOD} {MARKET}")]


@pytest.mark.parametrize("states", list(permutations(SHARED)))
@pytest.mark.parametrize("first", [1, 2, 3])
def test_which_articles_are_current_on_a_day_does_not_depend_on_what_comes_later(made, states, first):
    """The first and the second of March are unlike; what comes on another day continues them both."""
    days = {day: f"2024-03-{(int(day) + first) % 3 + 1:02}" for day, _ in SHARED}
    for day, text in states:
        made.run({f"{day}.txt": page(text, title=text[:9], published=days[day], url=URL)})
    for last in range(1, 4):
        day = date(2024, 3, last)
        alone = Dated(made.root / f"until-{last}")
        files = {f"{number}.txt": (days[number], text) for number, text in SHARED}
        alone.run(
            {
                name: page(text, title=text[:9], published=published, url=URL)
                for name, (published, text) in files.items()
                if date.fromisoformat(published) <= day
            }
        )
        assert set(found_paths(made, Filters(as_of=day))) == set(found_paths(alone, Filters()))


def test_rows_that_change_places_change_which_of_them_is_current(made):
    texts = {"mail": FLOOD, "feed": LATER}
    rows = [{"title": "The flood", "text": text, "url": f"{URL}?utm_source={by}"} for by, text in texts.items()]
    made.write_rows("rows.jsonl", rows)
    made.run()
    assert made.rows("SELECT text FROM articles WHERE id NOT IN (SELECT id FROM replaced)") == [(LATER,)]
    made.write_rows("rows.jsonl", rows[::-1])
    made.run()
    assert made.rows("SELECT text FROM articles WHERE id NOT IN (SELECT id FROM replaced)") == [(FLOOD,)]


def test_articles_that_only_share_an_address_all_stay(made):
    section, front = "https://example.org/news", "https://example.org/"
    rows = [
        {"title": "The flood", "text": FLOOD, "url": section},
        {"title": "The market", "text": MARKET, "url": section},
        {"title": "Evening news", "text": FLOOD, "url": front},
        {"title": "Evening news", "text": LATER, "url": front},
    ]
    made.write_rows("rows.jsonl", rows)
    assert made.run().remarks == ()
    assert len(made.current()) == 4


def test_articles_of_a_library_of_version_1_are_compared_at_the_next_run(made):
    made.run({"a.txt": page(FLOOD, url=URL), "b.txt": page(LATER, url=URL), "c.txt": page(LAST, url=URL)})
    before = made.rows("SELECT id, by_id, day FROM replaced ORDER BY id")
    made.change("DELETE FROM replaced", "DELETE FROM addresses", "DELETE FROM facts WHERE name = 'succession'")
    made.run()
    assert made.rows("SELECT id, by_id, day FROM replaced ORDER BY id") == before
    assert len(before) == 2


def test_a_day_set_by_hand_makes_no_version_and_decides_which_file_is_current(made):
    made.run({"a.txt": page(FLOOD, url=URL), "b.txt": page(LATER, url=URL)})
    assert made.current() == ["articles/b.txt"]
    (article_id,) = made.rows("SELECT id FROM articles WHERE path = 'articles/a.txt'")[0]
    set_day(article_id, date(2024, 8, 9), made.plan(clock=made.clock))
    assert made.current() == ["articles/a.txt"]
    assert made.rows("SELECT * FROM versions") == []
    made.run({"a.txt": page(LAST, url=URL)})
    assert [text for _, text in made.history("articles/a.txt")] == [LATER, FLOOD, LAST]
    set_day(article_id, None, made.plan(clock=made.clock))
    assert made.current() == ["articles/b.txt"]


TEXTS = [FLOOD, LATER, LAST, MARKET, f"{FLOOD} {MARKET}", "Nothing."]
STEP = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "sub/c.txt"]),
    st.one_of(
        st.none(),
        st.builds(
            page,
            st.sampled_from(TEXTS),
            title=st.sampled_from(["The flood", "The market"]),
            published=st.sampled_from(["2024-08-01", "2024-08-02"]),
            url=st.sampled_from([URL, "https://example.org/news", "https://example.org/"]),
        ),
    ),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_every_text_ever_read_stays_and_one_of_each_article_is_current(tmp_path_factory, steps):
    made = Dated(tmp_path_factory.mktemp("library"))
    made.clock = Clock()
    read: set[str] = set()
    for step in steps:
        there = {name: text for name, text in step.items() if text or (made.articles / name).exists()}
        made.run(there)
        read |= {row[0] for row in made.rows("SELECT text FROM articles")}
        kept = {row[0] for row in made.rows("SELECT text FROM articles UNION SELECT text FROM versions")}
        assert kept == read
        check_succession(made)


def check_succession(made: Dated) -> None:
    """What stands for an article is there and itself current; no version is without an owner."""
    ids = {row[0] for row in made.rows("SELECT id FROM articles")}
    replaced = dict(made.rows("SELECT id, by_id FROM replaced"))
    assert set(replaced) <= ids
    assert set(replaced.values()) <= ids - set(replaced)
    assert {row[0] for row in made.rows("SELECT id FROM addresses")} <= ids
    assert not {row[0] for row in made.rows("SELECT id FROM earlier_ids")} & ids
    with made.opened() as (library, _):
        listed = {each.id for each in library.catalogue.all_articles()}
        counted = library.versions.counts()
        texts = {each.text for name in listed for each in library.versions.history(name).articles}
        texts |= {row[0] for row in made.rows("SELECT text FROM versions WHERE id NOT IN (SELECT id FROM articles)")}
    assert listed == ids - set(replaced)
    assert set(counted) <= listed
    assert texts == {row[0] for row in made.rows("SELECT text FROM articles UNION SELECT text FROM versions")}
