"""`assistant timeline` as a reader and a script meet it, on the sample articles."""

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from assistant.articles.date_expressions import find_dates
from model_server import Request, serving
from test_cli import run

AS_OF = ["--as-of", "2025-06-05"]
BRIDGE = """\
2025-02-10  Chandlers’ Bridge, the only road crossing between the Lower Town and
            the container port, will close to all traffic at 5 a.m. next Monday
            and is due to reopen on 31 March, the city council said. [1]
            (planned)
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
    assert "\nSources\n\n[1] “Chandlers’ Bridge, the only road crossing" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_each_line_of_a_timeline_is_an_articles_own_sentence_on_a_day_with_its_reports(sample_library: Path) -> None:
    answer = timeline_json(sample_library, "bridge")
    quotes = {citation["n"]: citation["quote"] for citation in answer["citations"]}
    days = [statement["day"]["first"] for statement in answer["statements"]]
    assert days == sorted(days)
    for statement in answer["statements"]:
        assert statement["supported"]
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


def test_markdown_is_a_list_whose_links_lead_to_the_articles(sample_library: Path) -> None:
    done = timeline(sample_library, "bridge", "--markdown", "--until", "2025-02-11")
    first = done.stdout.splitlines()[:3]
    assert first == [
        "## Timeline: bridge",
        "",
        "- **2025-02-10** Chandlers’ Bridge, the only road crossing between the Lower Town and the container port, will"
        " close to all traffic at 5 a.m. next Monday and is due to reopen on 31 March, the city council said."
        " ([Chandlers’ Bridge to close for seven weeks, The Verrick Courier, 3 February 2025]"
        "(https://verrickcourier.example/2025/02/03/chandlers-bridge-to-close); planned)",
    ]


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
    assert "is there already. Name another file, or add --force." in refused.stderr
    forced = timeline(sample_library, "bridge", "--picture", str(file), "--force")
    assert forced.returncode == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_what_does_not_go_together_is_refused_before_anything_is_asked(sample_library: Path) -> None:
    for arguments in (
        ["--json", "--markdown"],
        ["--force"],
        ["--picture", "bridge.png"],
        ["--picture", "no/such/b.svg"],
    ):
        assert timeline(sample_library, "bridge", *arguments).returncode == 2


def lines_of(request: Request) -> str:
    """A true line for the first event and a false one for the second, which is withdrawn when it failed."""
    asked = request["messages"][-1]["content"]
    if "Why it failed" in asked:
        return "1: WITHDRAWN"
    first, second = (asked.split(f"\n{number}: ")[1].split("[")[1].split("]")[0] for number in (1, 2))
    return (
        f"1: Chandlers’ Bridge will reopen to traffic [{first}].\n2: A thousand people marched in Ashenby [{second}]."
    )


def test_a_models_line_is_checked_and_an_articles_own_sentence_stands_for_one_that_fails(sample_library: Path) -> None:
    with serving(lines_of) as server:
        answer = timeline_json(
            sample_library, "bridge", "--limit", "2", OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY="test"
        )
        assert len(server.requests) == 2
    assert answer["statements"][0]["text"] == "Chandlers’ Bridge will reopen to traffic."
    assert any(each["quote"].endswith(answer["statements"][1]["text"]) for each in answer["citations"])
    assert answer["left_out"]["replaced_statements"] == 1
    assert (answer["status"], answer["usage"]["requests"]) == ("answered", 2)
