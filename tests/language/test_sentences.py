import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import LONGEST_SENTENCE, split_sentences
from assistant.records.articles import Sentence

# Each case is the sentences of one line, in order, as they stand between "|".
QUOTATIONS = """\
“We will not yield,” said Gen. Ismail Qaani.|He spoke in Tehran.
“We will not yield.|We never have.”|He left the room.
“Will it hold?” she asked.|“It will.”
"It was loud," he said.|"Then it stopped."
'It works,' he said.|'Good.'
‘It works.’|She smiled.
He said: “Stop!” and left.|Nobody moved.
He said, “Is it true?”|The crowd roared.
He asked “why?” and she said “because.”|Then silence.
“I …” He paused.|“I don’t know.”
The show “What’s My Line?” ran for years.|So did “Help!” by the Beatles.
“This is wrong,” the mayor said.|“It must end.” — Reuters
"Yes."|"No."|"Maybe."
(He was lying.)|She knew.|[Editor’s note: see page 3.]|End.\
"""
ABBREVIATIONS = """\
J. R. R. Tolkien was born in 1892.|He died in 1973.
Judge K. J. Brown ruled on Tuesday.|The appeal failed.
Martin Luther King Jr. spoke on Aug. 28, 1963.|He had a dream.
Lt. Col. and Maj. Gen. are ranks of the U.S. Army.|They are old.
The Rev. Al Sharpton spoke.|The Most Rev. Justin Welby did too.
Mr. and Mrs. and Dr. stand before names.|So does Prof. in full.
He moved to the U.S.|He found work there.
The U.S. Senate voted.|The U.S. economy grew 2.4 percent in the U.S. last year.
U.N. Secretary-General António Guterres spoke.|He warned of war.
She has a Ph.D. from M.I.T.|She teaches.
He lives in Washington, D.C.|She lives in Paris.
Washington, D.C. Mayor Muriel Bowser spoke.
Shares of Acme Corp. fell.|The parent is Alphabet Inc.|The day ended.
In Roe v. Wade the court ruled.|In Brown vs. Board of Education it ruled again.
It is large, e.g. Asia, i.e. the continent, etc.|The end.
The ship, H.M.S. Victory, sailed.|The U.S.S. Cole did too.
It was No. 4 on the list.|She was No. 1.
Was it true?|No.|It was not.
He was 6 ft. 2 in. tall.|She was 5 ft.
Calif. Gov. Gavin Newsom agreed.|He lives in Tampa, Fla.|She does too.
Visit example.com.|Then go to www.example.org for more.
Yahoo! bought it.|It was cheap.\
"""
TIMES_AND_NUMBERS = """\
It struck at 2 a.m. local time.|Nobody was hurt.
The talks ended at 5 p.m.|The ministers left by car.
The talks ended at 5 p.m. on Friday, officials said.
They met at 9 a.m. Monday in Geneva.|It rained.
They met at 9 a.m. EST and left.
The vote is at 3 p.m. Jan. 6 in Paris.
He arrived at 10:30 p.m.|“I’m tired,” he said.
It opened in Sept. and closed in Oct. 2020.
It happened on Jan. 6.|Police were there.
He paid $3.5 million.|It was 2.5 percent.
Prices rose 3.4%.|But wages fell 1.2%.
First, the law passed; second, the king signed it; third, nobody cared.
The vote: 52 for; 48 against.|It passed.
It was over ... or was it?|He waited… and waited.
What?!|No way!!|Really...\
"""
DATELINES_AND_LISTS = """\
WASHINGTON (AP) — The president spoke.|He left.
LONDON, Feb. 3 (Reuters) - Shares fell.|Bonds rose.
LANSING, Mich. — The state counted votes.|It took all night.
1. First item
10. Dairy prices
• One point.|Still the same point.
- dash item
A HEADLINE WITHOUT A STOP\
"""
OTHER_LANGUAGES = """\
« Nous ne céderons pas », a dit M. Macron.|Il est parti.
« C’est fini.|Partons ! »|Elle se leva.
„Das ist gut.“|Er ging.|Am 3. Oktober wurde gefeiert.
»Das ist gut.«|Er ging.
¿Qué pasó?|¡Nada!
这是第一句。|这是第二句！|“真的吗？”他问。|最后一句
「はい。」と彼は言った。|次の文です。
「はい。」|「いいえ。」
Привет, мир.|Как дела?|Это Москва, ул. Ленина, д. 5.|Хорошо.
مرحبا بالعالم.|كيف حالك؟|هذا جيد.
यह पहला वाक्य है।|यह दूसरा है।\
"""
LINES = [
    line
    for table in (QUOTATIONS, ABBREVIATIONS, TIMES_AND_NUMBERS, DATELINES_AND_LISTS, OTHER_LANGUAGES)
    for line in table.split("\n")
]
# Pieces that the rules look at, so that hypothesis puts them together in every order.
MARKS = """. ! ? … ; : , — - ” “ ’ ‘ " ' « » „ ( ) [ ] a.m. p.m. U.S. D.C. Inc. No. Mich. Jan. 3. Gen. He the I A Paris
ET 5 。 ？ 「 」 ؟ । нет да. مرحبا e.g. Oktober 2.5 example.com.""".split()
SPACES = [" ", "  ", "\n", "\n\n", "\n \n", "\t", "\u00a0", "\u3000", "\u2028", "\u0085", "\x1c", "e\u0301", "😀"]
PIECES = st.lists(st.sampled_from([*MARKS, *SPACES]), max_size=40).map("".join)
TEXTS = st.one_of(PIECES, st.text(max_size=200), st.text(alphabet=" .aA\n", max_size=80))


def in_order(sentences: tuple[Sentence, ...], text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences]


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_split_where_a_reader_would(line):
    expected = line.split("|")
    # Scripts that part sentences without a space.
    text = "".join(each if each[-1] in "。！」" else each + " " for each in expected).rstrip()
    assert in_order(split_sentences(text), text) == expected


def test_headings_and_list_items_are_sentences_of_their_own_and_paragraphs_are_counted():
    text = "A heading\n\nFirst line\nsecond line. More.\n \n\n\n- one\n- two. Three.\n"
    assert [(each.number, each.of(text), each.paragraph) for each in split_sentences(text)] == [
        (0, "A heading", 0),
        (1, "First line", 1),
        (2, "second line.", 1),
        (3, "More.", 1),
        (4, "- one", 2),
        (5, "- two.", 2),
        (6, "Three.", 2),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\u3000\t"])
def test_a_text_without_a_character_has_no_sentence(text):
    assert split_sentences(text) == ()


def test_a_text_without_a_stop_is_cut_at_a_space_before_it_grows_too_long():
    text = "word " * 1000
    cut = in_order(split_sentences(text), text)
    assert [len(each) for each in cut] == [1499, 1499, 1499, 499]
    assert " ".join(cut) == text.strip()


@given(TEXTS)
def test_sentences_lie_in_order_and_leave_only_white_space_out(text):
    position = 0
    for sentence in split_sentences(text):
        assert position <= sentence.start < sentence.end
        assert text[position : sentence.start].strip() == ""
        assert sentence.of(text) == sentence.of(text).strip()
        position = sentence.end
    assert text[position:].strip() == ""


@given(TEXTS)
def test_sentences_are_numbered_from_nought_and_paragraphs_never_fall(text):
    sentences = split_sentences(text)
    assert [each.number for each in sentences] == list(range(len(sentences)))
    paragraphs = [each.paragraph for each in sentences]
    assert paragraphs == sorted(paragraphs)
    assert set(paragraphs) == set(range(len(set(paragraphs))))


@given(TEXTS)
def test_no_sentence_is_longer_than_the_longest_or_holds_a_line_end(text):
    for sentence in split_sentences(text):
        assert sentence.end - sentence.start <= LONGEST_SENTENCE
        assert "\n" not in sentence.of(text)


@given(TEXTS, TEXTS)
def test_a_paragraph_is_split_alike_alone_and_in_company(first, second):
    alone = in_order(split_sentences(first), first) + in_order(split_sentences(second), second)
    text = f"{first}\n\n{second}"
    assert in_order(split_sentences(text), text) == alone
