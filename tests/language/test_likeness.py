import pytest

from assistant.language.likeness import is_one_article
from assistant.records.articles import Article

FLOOD = (
    "The river rose by two metres on Monday and flooded the Lower Town. Twelve people were taken to safety by boat."
    " The mayor said that the school would stay closed until Thursday. Two bridges are shut to cars."
)
MARKET = (
    "The covered market opens again on Saturday after a year of work. Forty stalls have been let to farmers."
    " The new roof cost three million. A second hall is to follow in spring."
)


def article(title: str, text: str) -> Article:
    return Article(id="a" * 12, path="a.txt", title=title, text=text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("River floods town", FLOOD), ("River floods town", FLOOD.replace("Twelve", "Fourteen"))),
        (("River floods town", FLOOD), ("Fourteen saved from flood", FLOOD.replace("Twelve", "Fourteen"))),
        (("River floods town", FLOOD[:110]), ("River floods town", f"{FLOOD} {MARKET}")),
        (("River floods town", FLOOD), ("River floods town", f"{FLOOD[:110]} {MARKET}")),
        (("Flood kills 12", "Twelve people died."), ("Flood kills 14", "Fourteen people died.")),
        (("洪水", "周一河水上涨两米，下城被淹。"), ("洪水", "周一河水上涨三米，下城被淹。")),
    ],
)
def test_states_of_one_article_are_one(old, new):
    assert is_one_article(article(*old), article(*new))
    assert is_one_article(article(*new), article(*old))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("River floods town", FLOOD), ("Market opens again", MARKET)),
        (("Evening news", FLOOD), ("Evening news", MARKET)),
        (("Flood kills 12", "Twelve people died."), ("Market opens", "The covered market opens.")),
        (("", ""), ("Market opens again", MARKET)),
    ],
)
def test_two_articles_that_share_an_address_are_two(one, other):
    assert not is_one_article(article(*one), article(*other))
