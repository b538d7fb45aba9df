"""Whether a sentence holds what a question wants."""

from datetime import date

import pytest

from assistant.answering.asking import asked_for
from assistant.answering.coverage import stems_in
from assistant.answering.cues import holds
from assistant.answering.understand import understand
from assistant.types import Question


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When did the pumps stop?", "At 1.52 a.m. the river reached them.", 1.0),
        ("When did the ferry sail again?", "It sailed on Saturday.", 1.0),
        ("When did the ferry sail again?", "It sailed again in 1979.", 1.0),
        ("When did the ferry sail again?", "It sailed with 2,900 islanders.", 0.0),
        ("When in June will it open?", "It is to open in June.", 0.0),
        ("How many homes were flooded?", "The city raised its count of flooded homes to 612.", 0.6),
        ("How many homes were flooded?", "At least 410 homes were under water.", 1.0),
        ("How many homes were flooded?", "About a hundred and forty homes were under water.", 1.0),
        ("How many homes were flooded on 18 February?", "They were flooded on 19 February.", 0.3),
        ("How many homes were flooded?", "Many homes were flooded.", 0.0),
        ("How much did it cost?", "She cost 188 million crowns.", 1.0),
        ("How much did it cost?", "The price fell by $3.", 1.0),
        ("How much did it cost?", "It took 188 days.", 0.3),
        ("How much did it cost?", "It took ten per cent longer.", 0.3),
        ("How old is Corin Halsall?", "Halsall, 39, grew up on Ropewalk Street.", 1.0),
        ("How old is the pupil?", "The nine-year-old won.", 1.0),
        ("How old is the engineer?", "She takes questions on 18 March at 7 p.m.", 0.15),
        ("What share of the vote did she get?", "She took 38.4% of the vote.", 1.0),
        ("How long is the play?", "It lasts two hours and ten minutes.", 1.0),
        ("How long is the play?", "It has 12 scenes.", 0.3),
        ("Who wrote the play?", "The play is by Corin Halsall.", 1.0),
        ("Who is Corin Halsall?", "Corin Halsall lives here.", 0.0),
        ("Who runs the port?", "The harbour master, Fallow, took over.", 0.5),
        ("Who runs the port?", "Nobody does.", 0.0),
        ("Who killed the envoy?", "The envoy was killed by a soldier named Halsall.", 1.0),
        ("Who killed the envoy?", "Police accused Corin Halsall of the murder.", 1.0),
        ("Who killed the envoy?", "Halsall has confessed.", 1.0),
        ("Who killed the envoy?", "Halsall said that the envoy had been killed.", 0.0),
        ("Who attacked the port?", "In April, Norway made an overt attack on the port.", 1.0),
        ("Where did she go down?", "She struck a rock off Great Skarrow.", 1.0),
        ("Where did she go down?", "She struck a rock in the dark.", 0.6),
        ("Where did she go down?", "She struck rock.", 0.0),
        ("Why was it late?", "It was late because two people had to approve it.", 1.0),
        ("Why was it late?", "It was late.", 0.0),
        ("What did she call it?", "She called it a farce.", 1.0),
        ("What did she say of it?", "It was late.", 0.0),
        ("What was found?", "A hole in the river bed.", 0.7),
    ],
)
def test_a_sentence_holds_what_is_wanted(question: str, sentence: str, expected: float) -> None:
    query = understand(Question(question, date(2025, 6, 1)))
    assert holds(asked_for(query), sentence, stems_in(question)) == pytest.approx(expected)
