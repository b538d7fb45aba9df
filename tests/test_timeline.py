"""`assistant timeline` as a reader and a script meet it, on the sample articles."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from assistant.answering.asking.scope import with_understood
from assistant.answering.asking.understand import understand
from assistant.answering.quoting.outside_filters import SentenceKeys, given_up, search_unscoped
from assistant.answering.timeline import timeline_evidence
from assistant.answering.timeline.timeline import make_timeline
from assistant.answering.timeline.timeline_evidence import main_reports
from assistant.answering.timeline.timeline_topic import topic_of
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.records.questions import Question
from assistant.settings import load_settings
from assistant.time.date_expressions import find_dates
from assistant.wiring.answers import make_tools
from assistant.wiring.library import open_index
from command_line import run
from model_server import Request, is_judging, serving

AS_OF = ["--as-of", "2025-06-05"]
BRIDGE = """\
2025-02-10  Chandlers’ Bridge, the only road crossing between the Lower Town and
            the container port, will close to all traffic at 5 a.m. next Monday
            and is due to reopen on 31 March, the city council … [1] (planned)
"""


def timeline(library: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = run("timeline", "--library", str(library), *AS_OF, *arguments, **variables)
    return done


def timeline_json(library: Path, *arguments: str, **variables: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(timeline(library, "--json", *arguments, **variables).stdout)
    return answer


def test_a_timeline_is_one_line_an_event_behind_its_day_and_then_the_sources(sample_library: Path) -> None:
    done = timeline(sample_library, "bridge")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(BRIDGE)
    assert "\n    Chandlers’ Bridge to close for seven weeks — The Verrick Courier, 3 February\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_each_line_of_a_timeline_is_an_articles_own_sentence_on_a_day_with_its_reports(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "bridge")
    quotes = {citation["n"]: citation["quote"] for citation in answer["citations"]}
    days = [statement["day"]["first"] for statement in answer["statements"]]
    assert days == sorted(days)
    for statement in answer["statements"]:
        assert statement["grade"] == "quoted"
        assert quotes[statement["citations"][0]].endswith(statement["text"])
        assert statement["reports"][0] == statement["citations"][0]
        assert statement["sources"] == len(statement["source_names"]) >= 1
        assert set(statement["day"]) == {"first", "last", "from"}


def test_a_named_day_is_one_that_a_citation_of_the_event_shows(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "--limit", "1000")
    days = {each["n"]: days_shown(each) for each in answer["citations"]}
    named = [each for each in answer["statements"] if each["day"]["from"] == "named"]
    assert len(named) > 30
    for each in named:
        shown = set().union(*(days[number] for number in each["reports"]))
        assert (each["day"]["first"], each["day"]["last"]) in shown


def days_shown(citation: dict[str, Any]) -> set[tuple[str, str]]:
    """What its relative dates mean, as it is shown, and the absolute ones in its own words."""
    absolute = [each.span for each in find_dates(citation["quote"], None) if not each.relative]
    resolved = {(each["first"], each["last"]) for each in citation["dates"]}
    return resolved | {(str(each.first), str(each.last)) for each in absolute}


def test_a_plan_that_was_moved_names_the_report_that_moved_it(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "bridge")
    days = {each["n"]: each["article"]["published"] for each in answer["citations"]}
    plans = {
        each["day"]["first"]: [days[number] for number in each["superseded_by"]]
        for each in answer["statements"]
        if each["planned"]
    }
    assert plans["2025-03-31"] == ["2025-03-12"]
    assert plans["2025-04-30"] == ["2025-04-23"]
    assert plans["2025-06-20"] == []


def test_the_days_bound_the_events_and_not_the_articles(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "bridge", "--since", "2025-03-31", "--until", "2025-04-30")
    assert [each["day"]["first"] for each in answer["statements"]] == ["2025-03-31", "2025-04-30"]
    assert answer["citations"][0]["article"]["published"] == "2025-02-03"


def test_a_time_in_the_topic_bounds_the_events_and_is_said(sample_library: Path) -> None:
    done = timeline(sample_library, "bridge in April 2025")
    by_flags = timeline(sample_library, "bridge", "--since", "2025-04-01", "--until", "2025-04-30")
    searched = "\nSearched: events from 2025-04-01 to 2025-04-30 (--literal searches all).\n"
    assert searched in done.stdout
    assert done.stdout.replace(searched, "\n").rstrip() == by_flags.stdout.rstrip()


def test_a_time_alone_is_a_timeline_of_that_time(sample_library: Path) -> None:
    days = [each["day"] for each in timeline_json(sample_library, "April 2025")["statements"]]
    assert len(days) > 5
    assert all(day["first"] <= "2025-04-30" and day["last"] >= "2025-04-01" for day in days)


def test_a_source_in_the_topic_narrows_its_articles(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "what the Courier reported on the bridge in March 2025")
    assert {each["article"]["source"] for each in answer["citations"]} == {"The Verrick Courier"}
    assert [part["since"] for part in answer["understood"]["parts"]] == ["2025-03-01"]


def test_flags_and_literal_go_before_the_times_in_the_topic(sample_library: Path) -> None:
    literal = timeline(sample_library, "bridge in April 2025", "--literal").stdout
    assert "Searched" not in literal
    assert "\n2025-06-20" in literal
    flags = timeline_json(sample_library, "bridge in April 2025", "--since", "2025-06-01")
    assert [each["day"]["first"] for each in flags["statements"]] == ["2025-06-20"]


def test_markdown_says_which_events_a_topic_asked_for(sample_library: Path) -> None:
    lines = timeline(sample_library, "bridge in April 2025", "--markdown", "-").stdout.splitlines()
    assert lines[0] == "# Timeline: bridge in April 2025"
    assert "Searched: events from 2025-04-01 to 2025-04-30 (--literal searches all)." in lines


def test_a_short_form_of_a_source_is_that_source(sample_library: Path) -> None:
    short, whole = (timeline(sample_library, "bridge", "--source", name) for name in ("courier", "The Verrick Courier"))
    assert (short.returncode, short.stdout) == (0, whole.stdout)
    unknown = timeline(sample_library, "bridge", "--source", "Gazette of nowhere")
    assert unknown.returncode == 2


@pytest.fixture
def own_library(sample_library: Path, tmp_path: Path) -> Path:
    """A copy of the sample library, to change."""
    shutil.copytree(sample_library / LIBRARY_FOLDER, tmp_path / LIBRARY_FOLDER)
    return tmp_path


def forget_dates(library: Path, where: str = "1") -> None:
    with closing(sqlite3.connect(library / LIBRARY_FOLDER / "catalogue.db")) as connection, connection:
        connection.execute(f"DELETE FROM marked WHERE {where}")
        connection.execute(f"DELETE FROM dates WHERE {where}")
        connection.execute("UPDATE article_checksums SET dates = NULL")


def test_a_library_never_read_for_dates_says_what_to_do(own_library: Path) -> None:
    forget_dates(own_library)
    done = timeline(own_library, "bridge")
    expected = "assistant: The library's articles have not been read for dates. Run `assistant index` once.\n"
    assert (done.returncode, done.stdout, done.stderr) == (6, "", expected)


def test_articles_not_read_for_dates_yet_are_counted(own_library: Path) -> None:
    forget_dates(own_library, "article IN (SELECT key FROM articles ORDER BY key LIMIT 2)")
    done = timeline(own_library, "bridge")
    assert done.returncode == 0
    assert done.stderr == "assistant: 2 articles have not been read for dates. Run `assistant index` once.\n"


def test_a_search_of_everything_reads_the_dates_that_the_library_does_not_hold(own_library: Path) -> None:
    question = Question("What was said of the bridge in April 2025?", date(2025, 6, 5))

    def in_period() -> SentenceKeys | None:
        library = open_index(own_library, warn=print)
        try:
            tools = make_tools(load_settings(own_library), library, with_model=False, warn=print)
            query = given_up(with_understood(understand(question), library))
            return search_unscoped(query, library, tools.embedder, tools.search_options).in_period
        finally:
            library.close()

    known = in_period()
    forget_dates(own_library)
    assert known
    assert in_period() == known


def test_without_a_topic_the_most_reported_events_are_shown_and_the_others_counted(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "--limit", "3")
    assert len(answer["statements"]) == 3
    assert answer["left_out"]["more_events"] > 20
    assert max(each["sources"] for each in answer["statements"]) > 1


def test_a_topic_of_no_event_ends_with_code_3_and_the_nearest_passages(sample_library: Path) -> None:
    done = timeline(sample_library, "quantum chess tournament", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["statements"]) == (3, "not_in_articles", [])
    assert answer["nearest"]


def test_markdown_is_a_list_whose_footnotes_lead_to_the_articles(sample_library: Path) -> None:
    done = timeline(sample_library, "bridge", "--markdown", "-", "--until", "2025-02-11")
    closes = (
        "Chandlers’ Bridge, the only road crossing between the Lower Town and the container port, will close to all"
        " traffic at 5 a.m. next Monday and is due to reopen on 31 March, the city council said."
    )
    assert done.stdout.partition("*\n\n")[2] == (
        f"- **2025-02-10** {closes}[^1] (planned)\n\n1 sentence: 1 quoted.\n\n"
        f"[^1]: “{closes}” — [Chandlers’ Bridge to close for seven weeks]"
        "(<https://verrickcourier.example/2025/02/03/chandlers-bridge-to-close>), The Verrick Courier, 3 February 2025."
        " next Monday = 10 February 2025.\n"
    )


def test_a_picture_is_one_svg_file_that_needs_nothing_else(sample_library: Path, tmp_path: Path) -> None:
    file = tmp_path / "bridge.svg"
    done = timeline(sample_library, "bridge", "--picture", str(file))
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [each.text for each in root if each.tag.endswith("title")] == ["Timeline: bridge"]
    names = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in names if "href" in name or name.startswith("on")}
    assert [each.name for each in tmp_path.iterdir()] == ["bridge.svg"]


def test_a_picture_is_never_written_over_a_file_unless_that_is_wanted(sample_library: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.svg"
    file.write_text("mine", encoding="utf-8")
    refused = timeline(sample_library, "bridge", "--picture", str(file))
    assert (refused.returncode, refused.stdout, file.read_text(encoding="utf-8")) == (2, "", "mine")
    assert "already exists. Name another file, or add --force." in refused.stderr
    forced = timeline(sample_library, "bridge", "--picture", str(file), "--force")
    assert forced.returncode == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_what_does_not_go_together_is_refused_before_anything_is_asked(sample_library: Path) -> None:
    for arguments in (
        ["--json", "--markdown", "-"],
        ["--force"],
        ["--picture", "bridge.png"],
        ["--picture", "no/such/b.svg"],
    ):
        assert timeline(sample_library, "bridge", *arguments).returncode == 2


def lines_of(request: Request) -> str:
    """A true line for the first event and a false one for the second, which is withdrawn when it is refused."""
    asked = request["messages"][-1]["content"]
    if is_judging(request):
        return '1: CONFIRMED\n2: NOT CONFIRMED - "Ashenby": nothing is said of it'
    if "Why it was refused" in asked:
        return "1: WITHDRAWN"
    first, second = (asked.split(f"\n{number}: ")[1].split("[")[1].split("]")[0] for number in (1, 2))
    true = f"Chandlers’ Bridge will close to all traffic, the council said [{first}]."
    return f"1: {true}\n2: A thousand people marched in Ashenby [{second}]."


def test_a_models_line_is_judged_and_an_articles_own_sentence_stands_for_one_that_is_refused(
    sample_library: Path,
) -> None:
    with serving(lines_of) as server:
        answer = timeline_json(
            sample_library, "bridge", "--limit", "2", OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY="test"
        )
        assert len(server.requests) == 3
    assert answer["statements"][0]["text"] == "Chandlers’ Bridge will close to all traffic, the council said."
    assert any(each["quote"].endswith(answer["statements"][1]["text"]) for each in answer["citations"])
    assert [each["grade"] for each in answer["statements"]] == ["confirmed", "quoted"]
    assert [each["text"] for each in answer["refused"]] == ["A thousand people marched in Ashenby."]
    assert answer["left_out"]["replaced_statements"] == 1
    assert (answer["status"], answer["usage"]["requests"]) == ("answered", 3)


def test_reports_beyond_those_that_can_be_compared_are_counted(
    sample_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_index(sample_library, warn=print)
    try:
        topic = topic_of(Question("", date(2025, 6, 5)), library)
        every = main_reports(topic, library)
        monkeypatch.setattr(timeline_evidence, "_BATCH", 3)
        monkeypatch.setattr(timeline_evidence, "MOST_COMPARED", 10)
        some = main_reports(topic, library)
        tools = make_tools(load_settings(sample_library), library, with_model=False, warn=print)
        answer = make_timeline(topic.question, tools, limit=5)
    finally:
        library.close()
    assert (every.uncompared, len(some.reports)) == (0, 10)
    assert some.uncompared == len(every.reports) - 10 == answer.left_out.unread_sentences


SMALL = """\
date 2025-04-01 The port authority opened its new quay.

The mayor cut a ribbon on Monday in front of a crowd of four hundred. Nobody was hurt. Nothing was said of the cost.
A band played. The sun shone. Ministers were in the port at the launch of a dredger on Sunday. In March, a \
storm destroyed the old quay and sank two barges in the harbour.
"""


def test_a_small_library_is_read_whole_and_what_is_told_in_passing_comes_last(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(SMALL, encoding="utf-8")
    assert run("index", "-q", "--library", str(tmp_path), str(tmp_path / "quay.txt")).returncode == 0

    def days(limit: int) -> list[str]:
        return [each["day"]["first"] for each in timeline_json(tmp_path, "--limit", str(limit))["statements"]]

    assert days(30) == ["2025-03-01", "2025-03-30", "2025-03-31", "2025-04-01"]
    assert days(2) == ["2025-03-31", "2025-04-01"]
