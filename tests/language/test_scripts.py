"""Words of other scripts than Latin are found by stems, pairs of characters or runs of three letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.scripts import is_latin, searchable
from assistant.language.words import content_words, words_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Tamble, 58¹ km of bridges²", "The Tamble, 58 km of bridges"),
        ("青葉橋は2024年に", "青葉 葉橋 橋は 2024 年に"),
        ("橋", "橋"),
        ("우유 공장은", "우유 공장 장은"),
        ("Мост закрыли, моста нет", "мост закр , мост нет"),
        ("الجسر للمكتبة", "جسر مكتب"),
        ("γέφυρας", "γεφυρ"),
        ("הגשר", "הגש גשר"),
        ("สะพาน", "สะพ ะพา พาน"),
        ("किताबों", "कतब"),
        ("٢٠٢٦", "2026"),
        ("ﺟﺴﺮ", "جسر"),
        ("ﺑﻴﻊ اﻟﺼﻮﻣﻌﺔ", "بيع صومع"),
        ("ﬁnancial oﬃcer, eﬀect, ﬂood, baﬄe, ﬆay", "financial officer, effect, flood, baffle, stay"),
    ],
)
def test_the_terms_of_a_word_are_those_of_its_script(text: str, terms: str) -> None:
    assert " ".join(searchable(text).split()) == terms


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Почему закрыли мост?", ["закр", "мост"]),
        ("橋の修理費はいくらですか？", ["修理", "理費"]),
        ("谁捐赠了展品？", ["捐赠", "展品"]),
        ("上海", ["上海"]),
        ("这是什么？", []),
        ("โรงงานต้องหยุด", ["โรง", "รงง", "งงา", "งาน", "หยด"]),
        ("מי תרם את המגרש?", ["תרם", "המג", "מגר", "גרש"]),
    ],
)
def test_function_words_of_other_scripts_are_no_content(question: str, words: list[str]) -> None:
    assert content_words(question) == words


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Who is Юрий Гагарин, the first in space?", True),
        ("Кто такой NASA?", False),
        ("12?", True),
        ("誰？", False),
    ],
)
def test_a_text_is_latin_when_at_least_half_of_its_letters_are(text: str, latin: bool) -> None:
    assert is_latin(text) is latin


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF, exclude_characters="¹²³")))
def test_nothing_changes_in_latin_letters(text: str) -> None:
    assert searchable(text) == text


@given(st.text())
def test_every_text_has_terms_that_are_words(text: str) -> None:
    assert all(word.strip() for word in words_of(text))
