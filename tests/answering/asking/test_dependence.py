"""When a line needs the conversation."""

import pytest

from assistant.answering.asking.dependence import depends
from assistant.records.questions import Turn

QUESTION = "When does the harbour museum reopen?"
HISTORY = (Turn(QUESTION, QUESTION, "It reopens on 3 May, its director said. The roof was mended first."),)


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("What will it cost?", True),
        ("Who mended it?", True),
        ("And on Sundays?", True),
        ("How old is the roof?", True),
        ("Is there a café there too?", True),
        ("Did that surprise anybody?", True),
        ("What did Nelson Mandela say when he left prison?", False),
        ("How many museums are there in Berlin?", False),
        ("Was it a mistake that Britain left the EU?", False),
        ("they say that coffee was dear in Brazil, was that because of the drought", False),
        ("price of copper in 2023", False),
    ],
)
def test_a_line_needs_the_conversation_only_where_it_cannot_stand_alone(line: str, needs: bool) -> None:
    assert depends(line, HISTORY) is needs
