"""A word of a question that no article holds is answered with the one that may be meant."""

from pathlib import Path

import pytest

from command_line import run
from small_library import Made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Made(tmp_path_factory.mktemp("misspelt"))
    made.write_rows(
        "rows.jsonl",
        [
            {
                "title": "Griner is sentenced",
                "source": "The Courier",
                "date": "2022-08-04",
                "text": "Brittney Griner was sentenced to nine years on Thursday. Her coaches were in tears.",
            },
            {
                "title": "Monkeypox vaccines arrive",
                "source": "The Courier",
                "date": "2022-08-05",
                "text": "Monkeypox vaccines arrived at the clinic on Friday. They were kept cold.",
            },
        ],
    )
    assert run("index", str(made.articles), "-q", cwd=made.root).returncode == 0
    root: Path = made.root
    return root


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ["ask", "How many years was Brittny Grinner sentenced to?"],
            [
                "No article has the word 'Brittny', so it is read as 'Brittney' (not with --literal).",
                "No article has the word 'Grinner', so it is read as 'Griner' (not with --literal).",
            ],
        ),
        (["ask", "--literal", "Who is Grinner?"], ["No article has the word 'Grinner'. Did you mean 'Griner'?"]),
        (
            ["search", "monkypox"],
            ["No article has the word 'monkypox', so it is read as 'Monkeypox' (not with --literal)."],
        ),
        (
            ["summarize", "--topic", "vacine"],
            ["No article has the word 'vacine', so it is read as 'vaccines' (not with --literal)."],
        ),
        (
            ["timeline", "Grinner"],
            ["No article has the word 'Grinner', so it is read as 'Griner' (not with --literal)."],
        ),
        (["ask", "Was a coach of Griner in tears?"], []),  # "coaches", in another form
        (["ask", "Which couches were delivered to Griner?"], []),  # an English word that no article has is no slip
        (["ask", "Wann wurde Frau Grinner eigentlich verurteilt?"], []),  # in another language
        (["ask", "Who is Gerner?"], []),  # two slips in a short word are another word
    ],
)
def test_it_is_said_on_stderr(library: Path, command: list[str], said: list[str]) -> None:
    done = run(*command, cwd=library)
    assert done.stderr == "".join(f"assistant: {line}\n" for line in said)


def test_it_is_answered_as_it_is_read(library: Path) -> None:
    meant = run("ask", "How many years was Brittney Griner sentenced to?", cwd=library)
    typed = run("ask", "How many years was Brittny Grinner sentenced to?", cwd=library)
    assert (typed.returncode, typed.stdout) == (0, meant.stdout)
    assert run("timeline", "Grinner", cwd=library).stdout == run("timeline", "Griner", cwd=library).stdout


def test_the_library_is_not_written_to(library: Path) -> None:
    before = (library / ".assistant" / "catalogue.db").read_bytes()
    run("search", "monkypox", cwd=library)
    assert (library / ".assistant" / "catalogue.db").read_bytes() == before
