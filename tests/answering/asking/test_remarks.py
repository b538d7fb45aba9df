"""Lines that ask nothing."""

import pytest

from assistant.answering.asking.remarks import is_remark


@pytest.mark.parametrize(
    "line",
    [
        "thanks", "thx!!", "ok", "clear", "got it", "That's all for today, good night", "great, cheers", "I see.",
        "thank you, that was very helpful", "ok got it thanks", "that makes sense", "nothing else, thanks", "hi there",
        "no more questions, bye",
    ],
)  # fmt: skip
def test_thanks_and_greetings_ask_nothing(line: str) -> None:
    assert is_remark(line)


@pytest.mark.parametrize(
    "line",
    [
        "why?", "clear?", "Is that clear", "clear water act", "great barrier reef", "good friday agreement",
        "tell me more", "go on", "ok, and who won", "who are the good guys", "Nice", "is it over", "hello kitty",
    ],
)  # fmt: skip
def test_what_asks_for_something_is_a_question(line: str) -> None:
    assert is_remark(line) is (line == "Nice")
