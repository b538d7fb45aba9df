"""What is fetched, and what never is, from a real web server on this machine."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.articles.fetching.addresses import is_public, tidy
from assistant.articles.fetching.fetch import Fetched, Fetcher, Validators
from assistant.articles.fetching.request import Limits
from assistant.errors import NotFetched
from web_server import PUBLIC, Page, Site, rules_for, web

MIB = 2**20
AT = "http://news.example/a"
WORDS = "<p>The ferry sails.</p>"
NOTHING_KNOWN = Validators()


def fetched(site: Site, address: str = AT, *, known: Validators = NOTHING_KNOWN, **rules: Any) -> Fetched:
    return Fetcher(rules_for(site, **rules)).fetch(address, known)


def reason(site: Site, address: str = AT, **rules: Any) -> str:
    with pytest.raises(NotFetched) as refused:
        fetched(site, address, **rules)
    return refused.value.message


def test_a_page_is_fetched_with_its_kind_charset_and_validators() -> None:
    with web({"/a": Page(WORDS, etag='"1"', last_modified="Thu, 01 Aug 2024 10:00:00 GMT")}) as site:
        validators = Validators(AT, '"1"', "Thu, 01 Aug 2024 10:00:00 GMT")
        assert fetched(site) == Fetched(AT, WORDS.encode(), "text/html", "utf-8", validators)
        assert site.asked == ["/robots.txt", "/a"]
        assert site.headers[1]["host"] == "news.example"
        assert site.headers[1]["user-agent"].startswith("grounded-assistant/")
        assert site.connected == [(PUBLIC, 80), (PUBLIC, 80)]


@pytest.mark.parametrize("known", [Validators(AT, '"1"'), Validators(AT, "", "Thu, 01 Aug 2024 10:00:00 GMT")])
def test_what_did_not_change_is_not_sent_again(known: Validators) -> None:
    with web({"/a": Page(WORDS, etag='"1"', last_modified="Thu, 01 Aug 2024 10:00:00 GMT")}) as site:
        assert fetched(site, known=known) == Fetched(AT, None)
        assert site.answered[-1] == 304


def test_the_marks_of_one_address_are_not_told_to_another() -> None:
    with web({"/a": Page(status=302, headers={"Location": "http://other.example/b"}), "/b": Page(WORDS)}) as site:
        assert fetched(site, known=Validators("http://third.example/", '"secret"')).final == "http://other.example/b"
        assert [named.get("if-none-match") for named in site.headers] == [None] * 4


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200"),
        *("0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "no number"),
    ],
)
def test_no_private_address_is_connected_to(number: str) -> None:
    with web({"/a": Page(WORDS)}) as site:
        said = reason(site, hosts={"news.example": [number]})
        assert said.startswith(f"is not fetched: news.example ({number}) is in a private network, or this machine")
        assert (site.connected, site.asked) == ([], [])


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are(number: str) -> None:
    assert is_public(number)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with web({"/a": Page(WORDS)}) as site:
        assert "private network" in reason(site, hosts={"news.example": [PUBLIC, "10.0.0.1"]})
        assert site.connected == []


def test_a_name_that_leads_elsewhere_at_its_next_lookup_gains_nothing() -> None:
    with web({"/a": Page(WORDS)}) as site:
        numbers = [PUBLIC, PUBLIC, "127.0.0.1"]
        fetcher = Fetcher(rules_for(site, resolve=lambda *_: [numbers.pop(0)]))
        assert fetcher.fetch(AT).body == WORDS.encode()
        with pytest.raises(NotFetched, match="private network"):
            fetcher.fetch(AT)
        assert site.connected == [(PUBLIC, 80)] * 2


@pytest.mark.parametrize(
    "location",
    ["http://inside.example/", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "//inside.example/"],
)
def test_a_redirect_to_a_private_address_is_not_followed(location: str) -> None:
    with web({"/a": Page(status=301, headers={"Location": location}), "/": Page("secret")}) as site:
        hosts = {"inside.example": ["192.168.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]}
        said = reason(site, hosts={**hosts, "2130706433": ["127.0.0.1"]})
        assert "private network" in said
        assert {number for number, _ in site.connected} == {PUBLIC}


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://news.example/", "javascript:alert(1)", "gopher://x/"]
)
def test_a_redirect_to_another_scheme_is_not_followed(location: str) -> None:
    with web({"/a": Page(status=302, headers={"Location": location})}) as site:
        assert reason(site) == "is not fetched: only http and https are"


def test_five_redirects_are_followed_and_a_circle_is_not() -> None:
    hops = {f"/{n}": Page(status=302, headers={"Location": f"/{n + 1}"}) for n in range(5)}
    with web({**hops, "/5": Page(WORDS), "/a": Page(status=302, headers={"Location": "/a"})}) as site:
        assert fetched(site, "http://news.example/0").final == "http://news.example/5"
        assert reason(site) == "is not fetched: it redirects more than 5 times"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "is not fetched: only http and https are"),
        ("http://", "is no web address"),
        ("http://user:secret@news.example/", "is not fetched: it holds a user's name or a password"),
        ("http://news.example:99999/", "is no web address"),
        ("http://[::1", "is no web address"),
        ("http://news]example/", "is no web address"),
        ("http://news.example/" + "a" * 2000, "is longer than 2000 characters"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused(address: str, said: str) -> None:
    with web() as site:
        assert (reason(site, address), site.connected) == (said, [])


def test_an_address_is_tidied_so_that_nothing_slips_into_the_request() -> None:
    assert tidy(" HTTP://News.Example:80/a b\r\nX: y?q=ä#part ") == "http://news.example/a%20bX:%20y?q=%C3%A4"
    assert tidy("https://bücher.example") == "https://xn--bcher-kva.example/"


@pytest.mark.parametrize("packing", ["gzip", "deflate", "raw"])
def test_a_packed_page_is_unpacked(packing: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": lambda data: raw.compress(data) + raw.flush()}
    coding = {"Content-Encoding": "gzip" if packing == "gzip" else "deflate"}
    with web({"/a": Page(pack[packing](WORDS.encode()), headers=coding)}) as site:
        assert fetched(site).body == WORDS.encode()


def test_a_bomb_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(bytes(200 * MIB), compresslevel=9)
    with web({"/a": Page(bomb, headers={"Content-Encoding": "gzip"})}) as site:
        assert reason(site) == "is larger than 10 MiB"


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {"Content-Encoding": "br"}])
def test_what_is_packed_in_another_way_than_it_says_is_refused(headers: Mapping[str, str]) -> None:
    with web({"/a": Page(WORDS, headers=headers)}) as site:
        assert reason(site).startswith("is packed in a way that")


def test_a_page_that_is_too_large_is_refused_whether_it_says_so_or_not() -> None:
    with web({"/a": Page(bytes(3 * MIB))}) as site:
        assert reason(site, limits=Limits(body_bytes=2 * MIB)) == "is larger than 2 MiB"


def test_a_page_cut_off_is_refused() -> None:
    cut = gzip.compress(WORDS.encode() * 99)[:-12]
    with web({"/a": Page(WORDS, announced=999), "/b": Page(cut, headers={"Content-Encoding": "gzip"})}) as site:
        said = "broke off: the server sent less than it announced"
        assert (reason(site), reason(site, "http://news.example/b")) == (said, said)


def test_a_server_that_drips_is_left_at_the_time_limit() -> None:
    with web({"/a": Page("a" * 1000, drip_seconds=0.05)}) as site:
        assert reason(site, limits=Limits(total_seconds=0.5)) == "takes longer than 0.5 seconds to come"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "is not there (404)"),
        (410, "is gone for good (410)"),
        (401, "asks for a password (401)"),
        (403, "is refused by the server (403)"),
        (500, "is refused by the server (500)"),
    ],
)
def test_a_refusal_is_said_with_its_number(status: int, said: str) -> None:
    with web({"/a": Page(status=status)}) as site:
        assert reason(site) == said


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_waited_for_once_as_long_as_it_asks(status: int) -> None:
    answers = [Page(status=status, headers={"Retry-After": "7"}), Page(WORDS)]
    with web({"/a": lambda _: answers.pop(0)}) as site:
        slept: list[float] = []
        assert fetched(site, sleep=slept.append).body == WORDS.encode()
        assert slept == [7.0]


def test_a_server_that_is_busy_for_long_is_left_alone() -> None:
    with web({"/a": Page(status=429, headers={"Retry-After": "3600"})}) as site:
        with pytest.raises(NotFetched) as refused:
            fetched(site)
        said = "is not to be had now: the server is busy (429) and wants to be left alone for 3,600 seconds"
        assert (refused.value.message, refused.value.wait_seconds, site.without_robots()) == (said, 3600, ["/a"])


def test_one_host_is_asked_once_a_second_and_no_two_hosts_wait_for_each_other() -> None:
    with web({f"/{n}": Page(WORDS) for n in range(3)}) as site:
        slept: list[float] = []
        rules = rules_for(site, pause_seconds=1.0, sleep=slept.append, monotonic=lambda: 100.0)
        fetcher = Fetcher(rules)
        for host in ("a.example", "b.example"):
            fetcher.fetch(f"http://{host}/0")
        assert slept == [1.0, 1.0]  # each time between robots.txt and the page
        fetcher.fetch("http://a.example/1")
        assert slept == [1.0, 1.0, 1.0]


def robots(text: str, status: int = 200) -> Page:
    return Page(text, "text/plain", status)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?b", True),
        ("User-agent: *\nDisallow: /x*y*z", "/x1y2z3", False),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Grounded-Assistant\nDisallow: /b", "/a", True),
        ("User-agent: other\nUser-agent: grounded-assistant\nDisallow: /a", "/a", False),
        ("# words\nnonsense\nUser-agent: *\nDisallow: /a # why", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<html>no such page</html>", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 900 + "b", "/" + "a" * 1900, True),
    ],
)
def test_robots_txt_is_obeyed(text: str, path: str, allowed: bool) -> None:
    with web({"/robots.txt": robots(text), path: Page(WORDS)}) as site:
        address = f"http://news.example{path}"
        if allowed:
            assert fetched(site, address).body == WORDS.encode()
        else:
            assert reason(site, address) == "is not fetched: the site's robots.txt forbids it"
            assert site.asked == ["/robots.txt"]


def test_robots_txt_is_asked_for_once_a_site() -> None:
    with web({"/a": Page(WORDS), "/b": Page(WORDS)}) as site:
        fetcher = Fetcher(rules_for(site))
        fetcher.fetch(AT)
        fetcher.fetch("http://news.example/b")
        assert site.asked == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(status: int) -> None:
    with web({"/robots.txt": robots("", status), "/a": Page(WORDS)}) as site:
        assert reason(site) == "is not fetched: the site's robots.txt cannot be read now, so nothing may be"


def test_where_a_redirect_leads_its_own_robots_txt_holds() -> None:
    def of(host: Mapping[str, str]) -> Page:
        return robots("User-agent: *\nDisallow: /" if host["host"] == "other.example" else "")

    pages = {"/robots.txt": of, "/a": Page(status=302, headers={"Location": "http://other.example/b"})}
    with web({**pages, "/b": Page(WORDS)}) as site:
        assert reason(site) == "is not fetched: the site's robots.txt forbids it"
        assert "/b" not in site.asked


def test_the_delay_that_robots_txt_asks_for_is_kept_and_one_of_hours_refused() -> None:
    with web({"/robots.txt": robots("User-agent: *\nCrawl-delay: 5"), "/a": Page(WORDS)}) as site:
        slept: list[float] = []
        fetched(site, sleep=slept.append, monotonic=lambda: 100.0)
        assert slept == [5.0]
        site.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 7200")
        assert reason(site) == "is not fetched: the site's robots.txt asks for 7200 seconds between two requests"


def test_a_name_that_is_not_found_and_a_server_that_is_not_there_are_said(tmp_path: Path) -> None:
    def not_found(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    def refused(number: str, port: int, seconds: float) -> Any:
        raise ConnectionRefusedError(111, "Connection refused")

    with web() as site:
        assert reason(site, resolve=not_found) == "cannot be reached: the name 'news.example' is not found"
        assert reason(site, connect=refused) == "cannot be reached (Connection refused)"


def test_a_server_that_speaks_no_http_is_refused() -> None:
    with web({"/a": Page(WORDS, headers={f"X-{n}": "1" for n in range(200)})}) as site:
        assert reason(site) == "did not answer as a web server does (HTTPException)"


def test_a_server_without_a_certificate_for_its_name_is_refused() -> None:
    with web({"/a": Page(WORDS)}) as site:
        assert reason(site, "https://news.example/a") == "cannot be reached: no secure connection is made"
