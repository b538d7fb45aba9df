import pytest

from assistant.articles.metadata.addresses import address_of


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2024/07/flood",
        "http://example.org/2024/07/flood",
        "https://www.example.org/2024/07/flood/",
        "HTTPS://Example.ORG:443/2024/07/flood#comments",
        "example.org/2024/07/flood",
        "//example.org/2024/07/flood",
        "https://example.org/2024/07/flood?utm_source=feed&utm_medium=rss&fbclid=x1",
    ],
)
def test_one_page_has_one_address_however_it_is_linked(url):
    assert address_of(url) == "example.org/2024/07/flood"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/?p=12", "example.org/&p=12"),
        ("https://example.org/story?page=2&id=7", "example.org/story&id=7&page=2"),
        ("https://example.org:8080/story", "example.org:8080/story"),
        ("https://example.org/%C3%BCber", "example.org/über"),
        ("https://example.org/Story", "example.org/Story"),
        ("https://news.example.org/story", "news.example.org/story"),
    ],
)
def test_what_tells_pages_apart_stays_in_the_address(url, address):
    assert address_of(url) == address


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "https://example.org", "https://www.example.org/?utm_source=x", "https://example.org/index.html"),
        *(
            "urn:uuid:1",
            "mailto:desk@example.org",
            "file:story.html",
            "http://[bad",
            "http://example.org:port/a",
        ),
        *("story.html", "not a url at all"),
    ],
)
def test_a_front_page_and_what_is_no_web_address_has_none(url):
    assert address_of(url) is None
