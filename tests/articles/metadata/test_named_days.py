from datetime import date

import pytest

from assistant.articles.metadata.named_days import day_in_address, day_in_file_name, months_in

FIRST = date(2024, 8, 1)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-08-01-foo", FIRST),
        ("foo_20240801", FIRST),
        ("foo.2024.08.01.bar", FIRST),
        ("2024_08_01", FIRST),
        ("2024-08-01 again 20240801", FIRST),
        ("2024-08-01_to_2024-08-07", None),
        ("2024-04-31", None),
        ("2024-08-01T1030-foo", FIRST),
        ("1234567890123", None),
        ("000_0c20240801de", None),
        ("20240801123000", None),
        ("2024-08", None),
        ("foo", None),
    ],
)
def test_a_file_name_gives_the_one_day_it_holds(name: str, day: date | None) -> None:
    assert day_in_file_name(name) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/08/01/ferry", FIRST),
        ("/2024/8/1/ferry", FIRST),
        ("/world/2024/aug/01/ferry-sails", FIRST),
        ("/2024-08-01-ferry.html", FIRST),
        ("/news/20240801/ferry", FIRST),
        ("/2024/08/01/ferry-2024-08-01", FIRST),
        ("/2024/08/01/until/2024/08/07", None),
        ("/news/ferry-20240801", None),  # more often the article's number
        ("/news/20240801", None),
        ("/v1.2024.08.01/x", None),
        ("/2024/08/ferry", None),
        ("/2024/04/31/ferry", None),
        ("/ferry?on=2024/08/01", None),
        ("", None),
    ],
)
def test_the_path_of_an_address_gives_the_one_day_it_holds(path: str, day: date | None) -> None:
    assert day_in_address(f"https://example.org{path}") == day


def test_what_is_no_address_gives_no_day() -> None:
    assert day_in_address("https://[2024/08/01/") is None


def test_a_month_of_a_year_is_found_in_a_files_name_and_in_an_address() -> None:
    assert months_in("ferry_2024-08.txt", "https://example.org/2024/09/ferry") == {(2024, 8), (2024, 9)}
    assert months_in("ferry-2024.txt", "https://example.org/elections/2024/ferry") == frozenset()
