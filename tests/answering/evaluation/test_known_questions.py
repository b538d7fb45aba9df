"""A questions file to questions: what a row may hold, and what is said of a bad one."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.evaluation.known_questions import read_known_questions
from assistant.errors import ExitCode, UsageError
from assistant.records.evaluation import KnownQuestion

NO_STDIN = io.BytesIO()
FIELDS = "question, id, as_of, answers, articles, quotes, answerable"


def read(file: Path, data: bytes) -> tuple[tuple[KnownQuestion, ...], list[str]]:
    file.write_bytes(data)
    warnings: list[str] = []
    return read_known_questions(file, NO_STDIN, warn=warnings.append), warnings


def complaint(row: str, tmp_path: Path) -> str:
    with pytest.raises(UsageError) as raised:
        read(tmp_path / "q.jsonl", row.encode())
    assert raised.value.hint == "See assistant eval --help for the rows."
    return raised.value.message.removeprefix(f"{tmp_path}/q.jsonl:1: ")


def test_a_row_may_hold_a_question_alone_or_all_that_is_known(tmp_path):
    whole = {
        "question": " Who? ", "id": "q1", "as_of": "2024-08-01", "answers": ["Ann ", "Anna"],
        "articles": ["./a.txt", "https://x.example/a"], "quotes": ["It was Ann."], "answerable": True,
    }  # fmt: skip
    rows = [
        "\ufeff" + json.dumps({"question": "What?"}),
        "",
        json.dumps(whole),
        '{"question":"When?","answerable":false}',
    ]
    assert read(tmp_path / "q.jsonl", "\r\n".join(rows).encode()) == (
        (
            KnownQuestion(1, "What?"),
            KnownQuestion(
                3, "Who?", "q1", date(2024, 8, 1), ("Ann", "Anna"), ("a.txt", "https://x.example/a"), ("It was Ann.",)
            ),
            KnownQuestion(4, "When?", answerable=False),
        ),
        [],
    )


def test_null_is_as_good_as_no_field(tmp_path):
    row = {"question": "Who?", **dict.fromkeys(["id", "as_of", "answers", "articles", "quotes", "answerable"])}
    assert read(tmp_path / "q.jsonl", json.dumps(row).encode()) == ((KnownQuestion(1, "Who?"),), [])


def test_fields_that_are_not_read_are_counted_in_one_warning(tmp_path):
    data = b'{"question": "Who?", "tag": 1}\n{"question": "What?", "tag": 2, "answer": "x"}\n'
    assert read(tmp_path / "q.jsonl", data)[1] == [
        f"Fields that are not read, with the rows that have them: answer (1), tag (2). A row's fields: {FIELDS}."
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("[1]", "is not a JSON object."),
        ("{", "is not JSON."),
        ('{"question": ' + "9" * 5_000 + "}", "is not JSON."),
        ("[" * 100_000, "is not JSON."),
        ("{}", "has no question."),
        ('{"question": 7}', "question is 7, not a text."),
        ('{"question": " ? "}', "the question is empty."),
        ('{"question": "Who?", "id": true}', "id is true, not a text or a whole number."),
        ('{"question": "Who?", "as_of": "June"}', 'as_of is "June", not a day such as 2024-08-01.'),
        ('{"question": "Who?", "as_of": 2024}', "as_of is 2024, not a day such as 2024-08-01."),
        ('{"question": "Who?", "answers": "Ann"}', 'answers is "Ann", not a list of texts.'),
        ('{"question": "Who?", "articles": [1]}', "articles holds 1, which is not a text."),
        ('{"question": "Who?", "quotes": [" "]}', "quotes holds an empty text."),
        ('{"question": "Who?", "answers": ["—"]}', 'answers holds "—", which has no word in it.'),
        ('{"question": "Who?", "answerable": 0}', "answerable is 0, not true or false."),
        (
            '{"question": "Who?", "answerable": false, "answers": ["x"], "quotes": ["y"]}',
            "answerable is false, but there are answers and quotes.",
        ),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_with_what_is_wrong(row, said, tmp_path):
    assert complaint(row, tmp_path) == said


def test_of_many_bad_rows_five_are_named_and_the_rest_counted(tmp_path):
    file = tmp_path / "q.jsonl"
    with pytest.raises(UsageError) as raised:
        read(file, b'{"question": "Who?"}\n' + b"{}\n" * 7)
    assert raised.value.message == "; ".join(
        [*(f"{file}:{line}: has no question" for line in range(2, 7)), "and 2 more."]
    )
    assert raised.value.exit_code is ExitCode.USAGE


def test_a_line_that_is_not_utf_8_is_named(tmp_path):
    assert complaint("", tmp_path) == f"'{tmp_path}/q.jsonl' holds no question."
    with pytest.raises(UsageError, match=r"q\.jsonl:2: is not UTF-8\."):
        read(tmp_path / "q.jsonl", b'{"question": "Who?"}\n{"question": "Caf\xe9?"}\n')


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(UsageError) as raised:
        read_known_questions(tmp_path / "none.jsonl", NO_STDIN, warn=print)
    assert raised.value.message == f"'{tmp_path}/none.jsonl' cannot be read: No such file or directory."


def test_a_dash_reads_standard_input():
    known = read_known_questions(Path("-"), io.BytesIO(b'{"question": "Who?"}'), warn=print)
    assert known == (KnownQuestion(1, "Who?"),)
    with pytest.raises(UsageError, match="'standard input' holds no question"):
        read_known_questions(Path("-"), io.BytesIO(), warn=print)


def test_half_a_character_is_replaced(tmp_path):
    known, _ = read(tmp_path / "q.jsonl", b'{"question": "Who \\ud83d?"}')
    assert known[0].text == "Who ??"
