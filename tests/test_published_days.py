"""The days of articles as a reader meets them: how they are read, listed where there is none, and set by hand."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from command_line import run


def test_how_an_unclear_date_was_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(
        "Title: Rain\nDate: 03/05/2024\n\nRain fell on the port all day.\n", encoding="utf-8"
    )
    (tmp_path / "snow.txt").write_text(
        "Title: Snow\nDate: 31 April 2024\n\nSnow fell on the port all day.\n", encoding="utf-8"
    )
    (tmp_path / "hail.txt").write_text(
        "Title: Hail\nDate: 2199-05-03\n\nHail fell on the port all day.\n", encoding="utf-8"
    )
    done = run("index", ".", cwd=tmp_path)
    first, *rest = done.stdout.splitlines()
    assert first.startswith("3 added, 0 changed, 0 removed, 0 unchanged, 0 skipped; 3 chunks")
    assert re.sub(r"read on [^)]+", "read on …", " ".join(" ".join(rest).split())) == (
        "Read, but: hail.txt: its date, 3 May 2199, is in the future (read on …) rain.txt: the date '03/05/2024' was"
        " read as 3 May 2024 (day first) snow.txt: the date '31 April 2024' is not used: there is no such day"
    )
    assert done.returncode == 0
    assert run("index", ".", cwd=tmp_path, ASSISTANT_DATE_ORDER="month-first").stdout.splitlines()[1:] == [
        "Read, but:",
        "  rain.txt: the date '03/05/2024' was read as 5 March 2024 (month first)",
    ]
    assert run("articles", cwd=tmp_path).stdout.splitlines() == [
        "id            date        source  title",
        f"{article_id('hail.txt')}  2199-05-03          Hail (dated in the future)",
        f"{article_id('rain.txt')}  2024-03-05          Rain",
        f"{article_id('snow.txt')}  undated             Snow",
        "",
        "3 articles, 5 March 2024 to 3 May 2199, 1 undated, 1 dated in the future",
    ]


def article_id(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:12]


def test_a_day_may_be_set_by_hand(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("Title: Rain\n\nRain fell on the port all day.\n", encoding="utf-8")
    (tmp_path / "snow.txt").write_text("Title: Snow\nDate: 2024-08-02\n\nSnow fell.\n", encoding="utf-8")
    run("index", ".", cwd=tmp_path)
    rain, snow = article_id("rain.txt"), article_id("snow.txt")
    listed = run("articles", "--undated", cwd=tmp_path)
    assert (
        listed.stdout
        == f"id            date        source  title\n{rain}  undated             Rain\n\n1 article, 1 undated\n"
    )
    assert listed.stderr == f"To set a day by hand: assistant date {rain} 2024-08-01\n"
    assert [
        each["id"] for each in json.loads(run("articles", "--undated", "--json", cwd=tmp_path).stdout)["articles"]
    ] == [rain]
    done = run("date", rain[:6], "1 August 2024", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{rain} Rain\n1 August 2024, set by hand; its own date: none\n")
    assert run("articles", "--undated", cwd=tmp_path).stdout == "0 articles\n"
    set_json = json.loads(run("date", "--json", "snow.txt", "2024-07-01", cwd=tmp_path).stdout)
    assert (set_json["article"]["published"], set_json["article"]["published_from"]) == ("2024-07-01", "set by hand")
    assert set_json["own"] == {"published": "2024-08-02", "published_from": "header"}
    assert run("index", ".", cwd=tmp_path).stdout.startswith("0 added, 0 changed, 0 removed, 2 unchanged, 0 skipped")
    assert run("ask", "--until", "2024-07-01", "What was the snow that fell?", cwd=tmp_path).returncode == 0
    done = run("date", snow, "--clear", cwd=tmp_path)
    assert done.stdout == f"{snow} Snow\nits own date again: 2 August 2024 (header)\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["2024-08-0l"], "'2024-08-0l' is not a day: it is not written in a way that is understood."),
        (["August 2024"], "'August 2024' is not a day: it names no day."),
        (["31 April 2024"], "'31 April 2024' is not a day: there is no such day."),
        (["03/05/2024"], "'03/05/2024' can mean two days."),
        (["unknown"], "'unknown' is not a day."),
        ([], "Give a day, or --clear, and not both."),
        (["2024-08-01", "--clear"], "Give a day, or --clear, and not both."),
    ],
)
def test_what_is_no_day_cannot_be_set(tmp_path: Path, typed: list[str], said: str) -> None:
    done = run("date", "rain.txt", *typed, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
