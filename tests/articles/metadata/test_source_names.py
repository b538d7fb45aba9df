import pytest

from assistant.articles.metadata.source_names import is_one_outlet, known_as, near_names, sources_meant

SOURCES = (
    "The Verrick Courier",
    "Sorrel Evening Post",
    "The Night Post",
    "Radio Tamble 94.6",
    "CBSSports.com",
    "The Tide - Sports",
    "The Tide - Travel",
    "L’Écho du Quai",
    "Harbour & Trade",
    "City of Port Verrick, Press Office",
)


@pytest.mark.parametrize(
    ("typed", "sources"),
    [
        ("THE VERRICK COURIER", ("The Verrick Courier",)),
        ("courier", ("The Verrick Courier",)),
        ("evening post", ("Sorrel Evening Post",)),
        ("Radio Tamble", ("Radio Tamble 94.6",)),
        ("tamble", ("Radio Tamble 94.6",)),
        ("CBS Sports", ("CBSSports.com",)),
        ("the tide", ("The Tide - Sports", "The Tide - Travel")),
        ("The Tide - Travel", ("The Tide - Travel",)),
        ("l'echo du quai", ("L’Écho du Quai",)),
        ("harbour and trade", ("Harbour & Trade",)),
        ("city of port verrick", ("City of Port Verrick, Press Office",)),
        ("post", ("Sorrel Evening Post", "The Night Post")),
        ("gazette", ()),
        ("", ()),
    ],
)
def test_a_source_is_known_by_its_name_or_a_short_form_of_it(typed, sources):
    assert sources_meant(typed, SOURCES) == sources


def test_sections_are_one_outlet_and_two_posts_are_not():
    assert is_one_outlet(("The Tide - Sports", "The Tide - Travel"))
    assert not is_one_outlet(("Sorrel Evening Post", "The Night Post"))


def test_a_form_that_two_outlets_share_stands_for_neither():
    assert "post" not in known_as(SOURCES)
    assert "courier" in known_as(SOURCES)


def test_a_misspelt_name_is_near_the_right_one():
    assert near_names("verrick courir", SOURCES) == ["The Verrick Courier"]
    assert near_names("xyz", SOURCES) == []
