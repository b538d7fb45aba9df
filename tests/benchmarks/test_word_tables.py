"""The word tables that a module holds, and the module without one of their words."""

import pytest

from benchmarks.word_tables import tables_in_code, tables_in_list


@pytest.mark.parametrize(
    ("code", "word", "without"),
    [
        ('A = "one two three four five".split()\n', "three", 'A = "one two  four five".split()\n'),
        ('A = frozenset(("a", "b", "c", "d", "e"))\n', "e", 'A = frozenset(("a", "b", "c", "d", ))\n'),
        ('A = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}\n', "b", 'A = {"a": 1, "c": 3, "d": 4, "e": 5}\n'),
        (
            'A = re.compile(r"x(?:one|two[a|b]|three"\n    r"|four|five)y")\n',
            "three",
            'A = re.compile(r"x(?:one|two[a|b]|"\n    r"four|five)y")\n',
        ),
    ],
)
def test_a_word_is_taken_out_of_its_table(code: str, word: str, without: str) -> None:
    (table,) = tables_in_code("a.py", code)
    (entry,) = [each for each in table.entries if each.word == word]
    assert entry.taken_from(code) == without


def test_comments_of_a_list_are_no_words() -> None:
    (table,) = tables_in_list("lists/a.txt", "# not these\none two/x\n")
    assert [entry.word for entry in table.entries] == ["one", "two/x"]
