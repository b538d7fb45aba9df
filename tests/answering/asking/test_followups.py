"""What a line takes from the conversation before it, when it is asked back about, and when it is left alone."""

from __future__ import annotations

import pytest

from assistant.answering.asking.followups import complete, told
from assistant.records.questions import Turn

BRIDGE = (
    "When will Chandlers’ Bridge reopen?",
    "On 20 June, the city engineer said. Halina Corbet will take questions.",
)
MAYOR = ("Who is the mayor of Port Verrick?", "Leena Ostrander was elected on 25 May, beating Ines Dacombe.")
FINAL = ("Who played in the final?", "Andy Murray and Roger Federer played in it.")
TOUR = ("Who won the 2022 Tour de France?", "Jonas Vingegaard won it, ahead of Tadej Pogačar.")
MALTA = ("How many people live in Malta?", "About 542,000.")
BOOKER = ("Who won the Booker Prize in 2023?", "Paul Lynch won it.")
NATO = ("Did Finland join NATO?", "Yes, on 4 April 2023.")
TICKET = ("What does a ticket to the Louvre cost?", "It costs 22 euros.")
PLANETS = ("Which planets have rings?", "Saturn, Jupiter, Uranus and Neptune have rings.")
NOLAN = ("Who directed Oppenheimer?", "Christopher Nolan directed it.")
FLAG = ("Why did Jacinda Ardern resign?", "She said she no longer had enough in the tank.")
TREE = ("When did the Sycamore Gap tree fall?", "In the night of 28 September 2023.")
GROUP = ("Who died with Yevgeny Prigozhin?", "Dmitry Utkin, a commander of the Wagner group, did.")
RIVALS = ("How did Magnus Carlsen react to Hans Niemann?", "Carlsen left the cup a day after losing to Niemann.")
RUN_OFF = ("Who was elected?", "Emmanuel Macron was re-elected, against Marine Le Pen. He spoke that evening.")
VET = ("Has the trial of the Marbeck vet begun?", "Yes, on Monday. She is charged with selling forged papers.")
COALITION = ("With whom does Christopher Luxon govern?", "With two smaller parties.")
POOLS = ("Which pools in Aur will be heated less?", "The pools at Binz and at Rodeck, from Monday.")
POOL = ("When does the council vote on the pool?", "It votes on Monday.")


def history_of(*turns: tuple[str, str]) -> tuple[Turn, ...]:
    history: tuple[Turn, ...] = ()
    for question, answer in turns:
        history = (*history, Turn(question, complete(question, history).standalone, answer))
    return history


@pytest.mark.parametrize(
    ("before", "line", "standalone"),
    [
        # Somebody: the newest who was asked about, by sex where a name or an answer tells it.
        ([TOUR], "Which team does he ride for?", "Which team does Jonas Vingegaard ride for?"),
        ([MAYOR], "How old is she?", "How old is Leena Ostrander?"),
        ([MAYOR, BRIDGE], "When did she take office?", "When did Leena Ostrander take office?"),
        ([FLAG], "Where was she born?", "Where was Jacinda Ardern born?"),
        ([FLAG], "Who won her seat?", "Who won Jacinda Ardern’s seat?"),
        ([NOLAN], "What was his first film?", "What was Christopher Nolan’s first film?"),
        # Two pronouns of one line are two persons.
        ([RIVALS], "Did he sue him?", "Did Magnus Carlsen sue Hans Niemann?"),
        ([RUN_OFF], "What did she say?",
         "What did Marine Le Pen say?"),
        ([VET], "How many years could she get?", "How many years could she get? (the trial of the Marbeck vet begun)"),
        ([COALITION], "When do they swap?", "When do they swap? (Christopher Luxon govern)"),
        # Something: what was asked about, and what was answered.
        ([BRIDGE], "How much does it cost?", "How much does it cost? (Chandlers’ Bridge reopen)"),
        ([TREE], "What was it worth?", "What was it worth? (the Sycamore Gap tree fall)"),
        ([TREE], "When was that?", "When was that? (the Sycamore Gap tree fall)"),
        ([NOLAN], "what's it about", "what's it about (directed Oppenheimer; Christopher Nolan)"),
        ([PLANETS], "Do they have moons?",
         "Do they have moons? (planets have rings; Saturn; Jupiter; Uranus; Neptune)"),
        ([GROUP], "So who runs the group now?", "So who runs the group now? (Wagner group)"),
        ([POOL], "Did the council agree?", "Did the council agree? (the council vote on the pool)"),
        # So many.
        ([PLANETS], "Do all four have moons?",
         "Do all four have moons? (Saturn; Jupiter; Uranus; Neptune; planets have rings)"),
        ([MALTA, ("And in Cyprus?", "About 1.3 million.")], "Which has more?", "Which has more? (Malta; Cyprus)"),
        # Half a question.
        ([TREE], "any arrests?", "any arrests? (When did the Sycamore Gap tree fall)"),
        ([TREE], "tell me more", "tell me more (the Sycamore Gap tree fall)"),
        ([NATO], "Does Sweden want to join too?", "Does Sweden want to join too? (Finland join NATO)"),
        ([NATO], "How did Sweden vote?", "How did Sweden vote? (Finland join NATO)"),
        ([TREE], "How many were in Cornwall?", "How many were in Cornwall? (the Sycamore Gap tree fall)"),
        # A noun of an earlier turn.
        ([POOL, MALTA], "Was the vote close?", "Was the vote close? (the council vote on the pool)"),
        # One word changed.
        ([MALTA], "And in Cyprus?", "How many people live in Cyprus?"),
        ([("Who runs the port of Hull?", "Maria Keane has run it since 2019.")], "And in Leeds?",
         "Who runs the port of Leeds?"),
        ([BOOKER], "And in France?", "And in France? (Who won the Booker Prize in 2023)"),
        ([NATO], "What about Sweden?", "Did Sweden join NATO?"),
        ([BRIDGE], "What about the ferry?", "When will the ferry reopen?"),
        ([BOOKER], "and in 2019?", "Who won the Booker Prize in 2019?"),
        ([BOOKER], "And the year before?", "Who won the Booker Prize in 2022?"),
        ([TICKET], "And for children?", "And for children? (What does a ticket to the Louvre cost)"),
        ([BOOKER], "By what margin?", "By what margin? (Who won the Booker Prize in 2023)"),
        # Why.
        ([BRIDGE], "Why?", "Why will Chandlers’ Bridge reopen?"),
        ([NATO], "why tho", "Why did Finland join NATO?"),
        ([NOLAN], "But why?", "But why? (Who directed Oppenheimer)"),
    ],
)  # fmt: skip
def test_a_line_takes_what_it_lacks(before: list[tuple[str, str]], line: str, standalone: str) -> None:
    found = complete(line, history_of(*before))
    assert (found.standalone, found.question) == (standalone, "")


@pytest.mark.parametrize(
    "line",
    [
        "Who is Anselm Roake?",
        "What did Leena Ostrander pay for Chandlers’ Bridge?",
        "Did Jacinda Ardern say why she was stepping down?",
        "Did Tesla tell its drivers that their cars were filming them?",
        "When Boris Johnson resigned, who stood against him in Uxbridge?",
        "After she left office, what did Margaret Thatcher do?",
        "Does a minister lose her salary when she resigns?",
        "Measles: is there a vaccine against it?",
        "What about UEFA, who took over from Platini there?",
        "It's a Sin: which channel showed it?",
        "Who wrote Is Paris Burning?",
        "“Who's on First?” – which comedians made that sketch famous?",
        "Is it legal to smoke marijuana in Canada?",
        "is it going to rain in london tomorrow",
        "How long is it from Leeds to York by train?",
        "What is the weather like today?",
        "And who won the Ashes in 2023?",
        "So how did the Hollywood writers' strike of 2023 end?",
        "who has the power to dissolve parliament in france",
        "Who is the president of the European Commission?",
        "Which two countries share the island of Ireland?",
        "In Switzerland, do both men and women serve in the army?",
        "nord stream pipeline explosion suspects",
        "fall of the berlin wall",
        "tell me about brexit",
        "Those who voted Leave in 2016: what did they want?",
        "He Jiankui: is he still in prison?",
        "Which of Henry VIII's wives outlived him?",
        "Which is older, Oxford or Cambridge?",
        "Was it Scott who reached the South Pole first?",
        "In 1066, who was king at the time?",
        "Who discovered penicillin?",
        "what is inflation",
        "where is nice",
    ],
)
def test_a_line_that_stands_alone_is_left_alone(line: str) -> None:
    for before in (BRIDGE, MAYOR, FINAL):
        found = complete(line, history_of(before))
        assert (found.standalone, found.question) == (line, "")


@pytest.mark.parametrize(
    ("before", "line", "question"),
    [
        ([FINAL], "How old was he?", "Who is meant by “he”: Andy Murray or Roger Federer?"),
        ([("Which towns did the council choose?", "It chose Ripon and Selby.")], "How big is it?",
         "What is meant by “it”: Ripon or Selby?"),
        ([("What is the council closing?", "It is closing the library and the pool.")], "When was it built?",
         "What is meant by “it”: the library or the pool?"),
        ([("Who are the candidates?", "Ed Balls, Vince Cable and Danny Alexander are.")], "How old is he?",
         "Who is meant by “he”: Ed Balls, Vince Cable or Danny Alexander?"),
        ([POOLS], "Who owns that pool?", "What is meant by “that pool”? Nothing before tells; type the name."),
        ([POOLS], "How big is that pool?", "What is meant by “that pool”? Nothing before tells; type the name."),
        ([POOL], "What did she say?", "Who is meant by “she”? Nothing before tells; type the name."),
        ([], "What did she say?", "Who is meant by “she”? Nothing before tells; type the name."),
        ([], "when is it", "What is meant by “it”? Nothing before tells; type the name."),
    ],
)  # fmt: skip
def test_where_it_is_not_clear_who_is_meant_that_is_asked(
    before: list[tuple[str, str]], line: str, question: str
) -> None:
    assert complete(line, history_of(*before)).question == question


@pytest.mark.parametrize(
    ("before", "line", "reply", "standalone"),
    [
        ([FINAL], "How old was he?", "Murray", "How old was Andy Murray?"),
        ([], "What did she say?", "I mean Greta Thunberg", "What did Greta Thunberg say?"),
        ([], "What did she say?", "I mean Greta Thunberg, at the UN", "What did she say? (Greta Thunberg, at the UN)"),
        ([], "What did she say?", "the mayor of Ripon", "What did she say? (the mayor of Ripon)"),
        ([FINAL], "How old was he?", "Who won the Booker Prize?", None),
        ([FINAL], "How old was he?", "is it raining in London", None),
    ],
)
def test_the_reply_to_what_was_asked_back_completes_the_line(
    before: list[tuple[str, str]], line: str, reply: str, standalone: str | None
) -> None:
    assert told(complete(line, history_of(*before)), reply) == standalone


def test_a_subject_is_kept_over_four_follow_ups() -> None:
    lines = ("How much does it cost?", "Who is paying for it?", "Why so late?", "And in April?")
    history = history_of(BRIDGE)
    for line in lines:
        history = (*history, Turn(line, complete(line, history).standalone, ""))
    assert [turn.standalone for turn in history[1:]] == [
        "How much does it cost? (Chandlers’ Bridge reopen)",
        "Who is paying for it? (Chandlers’ Bridge reopen)",
        "Why so late? (Who is paying for it, Chandlers’ Bridge reopen)",
        "And in April? (Who is paying for it, Chandlers’ Bridge reopen)",
    ]


def test_a_new_subject_leaves_the_old_one_behind() -> None:
    history = history_of(BRIDGE, MAYOR, ("How old is she?", "She is 46."))
    assert history[-1].standalone == "How old is Leena Ostrander?"
    assert complete("Why?", history).standalone == "Why? (How old is Leena Ostrander)"


REOPENS = ("When does the bridge reopen?", "Halina Corbet told the council that it was on course to reopen on 20 June.")


@pytest.mark.parametrize(
    "line", ["What does the ferry cost?", "Who is the mayor?", "Who won the election?", "When is the festival?", "asdf"]
)
def test_nothing_is_carried_into_a_line_about_what_nobody_spoke_of(line: str) -> None:
    assert complete(line, history_of(REOPENS)).standalone == line


def test_a_thing_takes_no_persons_place() -> None:
    found = complete("What about the ferry?", history_of(("Why did Leena Ostrander resign?", "She was ill.")))
    assert found.standalone == "What about the ferry? (Why did Leena Ostrander resign)"
