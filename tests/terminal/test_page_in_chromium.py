"""The page that is handed on, in a browser: each number leads to its quotation and back, and nothing else happens.

With AXE_CORE naming axe-core's axe.min.js the page is searched for what hinders readers, too.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.records.answers import Answer, Citation, Statement
from assistant.records.handout_forms import CiteStyle
from assistant.records.handouts import Handout
from assistant.records.verdicts import Grade
from assistant.terminal.clean import clean, clean_line
from assistant.terminal.handouts.from_answer import answer_handout
from assistant.terminal.handouts.from_any import session_handout
from assistant.terminal.handouts.html_page import html_page
from chromium import chromium
from terminal.moon import ANSWER, APOLLO, CHANGE, JUDGED, UNANSWERED
from terminal.test_handouts import HOSTILE, hostile

WIDTHS = [360, 820, 1440]
FAR = APOLLO.text + "\n\n" + "Much else was said. " * 200 + "Collins came home with them."


def long_answer() -> Answer:
    """Quotations far apart, in another script, within one another, and of a whole paragraph."""
    far = replace(APOLLO, id="fafafafafafa", text=FAR, url="https://moon.example/ü?a=1&b=2#c")
    quotes = ["Collins came home with them.", "Aldrin followed 19 minutes later.", FAR[: FAR.index("\n\n")]]
    cited = [Citation(n, each, FAR.index(each), FAR.index(each) + len(each), far) for n, each in enumerate(quotes, 1)]
    within = FAR.index("Michael")
    cited.append(Citation(4, FAR[within : within + 15], within, within + 15, far))
    cited.append(Citation(5, CHANGE.text, 0, len(CHANGE.text), CHANGE))
    statements = (
        Statement("Collins came home.", Grade.CONFIRMED, citations=(1, 2, 3)),
        Statement("So did Collins.", Grade.NOT_JUDGED, citations=(4, 5, 1)),
    )
    answer: Answer = replace(ANSWER, statements=statements, citations=tuple(cited))
    return answer


HANDOUTS = {
    "answer": answer_handout(long_answer()),
    "conversation": session_handout([ANSWER, UNANSWERED, JUDGED]),
    "hostile": answer_handout(hostile(url="https://news.example/<script>")),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def show(browser: Any, folder: Path, handout: Handout, style: CiteStyle = CiteStyle.NUMBERED) -> None:
    file = folder / "page.html"
    file.write_text(html_page(handout, style), encoding="utf-8")
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(file.as_uri())


def asked_for(browser: Any) -> list[str]:
    """The addresses that the page has asked for since it was opened, but for those that its policy refused."""
    events = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    wanted = {}
    for event in events:
        about = event["params"]
        if event["method"] == "Network.requestWillBeSent":
            wanted[about["requestId"]] = about["request"]["url"]
        elif event["method"] == "Network.loadingFailed" and about.get("blockedReason") == "csp":
            del wanted[about["requestId"]]
    return list(wanted.values())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", HANDOUTS)
def test_each_number_leads_to_its_quotation_and_back(browser: Any, tmp_path: Path, name: str, width: int) -> None:
    from selenium.webdriver.common.by import By

    handout = HANDOUTS[name]
    quotes = {f"[{each.n}]": clean(each.quote) for each in handout.citations}
    browser.set_window_size(width, 900)
    show(browser, tmp_path, handout)
    links = browser.find_elements(By.CSS_SELECTOR, "a.cite")
    assert {link.text for link in links} == set(quotes)
    for link in links:
        link.click()
        mark = browser.switch_to.active_element
        assert (mark.tag_name, mark.get_property("textContent")) == ("mark", quotes[link.text])
        place = browser.execute_script("return arguments[0].getBoundingClientRect()", mark)
        assert -1 <= place["top"] <= 900
        number, name = mark.get_attribute("id"), link.get_attribute("id")
        browser.find_element(By.CSS_SELECTOR, f"#{number} + .back a[href='#{name}']").click()
        assert browser.current_url.endswith(f"#{name}")
    (opened,) = {url for url in asked_for(browser) if not url.startswith("about:")}
    assert opened == (tmp_path / "page.html").as_uri()


def test_the_keys_lead_there_and_back_as_well(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    show(browser, tmp_path, HANDOUTS["conversation"])
    link = browser.find_elements(By.CSS_SELECTOR, "a.cite")[2]
    for _ in range(3):
        browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element == link
    link.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.tag_name == "mark"
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert browser.switch_to.active_element == link


@pytest.mark.parametrize("style", CiteStyle)
def test_what_an_article_says_does_nothing_in_a_page(browser: Any, tmp_path: Path, style: CiteStyle) -> None:
    from selenium.webdriver.common.by import By

    show(browser, tmp_path, answer_handout(hostile()), style)
    assert browser.get_log("browser") == []  # no script was refused, for there is none; nothing failed to load
    assert asked_for(browser) == [(tmp_path / "page.html").as_uri()]
    assert [each.get_attribute("href") for each in browser.find_elements(By.CSS_SELECTOR, "a:not([href^='#'])")] == []
    assert len(browser.find_elements(By.CSS_SELECTOR, "script, img, iframe, object, link, base, form")) == 1
    assert browser.title == browser.find_element(By.TAG_NAME, "h1").text == clean_line(HOSTILE)


def test_another_script_than_its_own_is_refused(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = html_page(HANDOUTS["answer"])
    injected = (
        "<script>document.title = 'acted'</script><p onclick='1' style='color: red'><img src='https://e.example/'>"
    )
    file.write_text(page.replace("<footer>", f"<footer>{injected}"), encoding="utf-8")
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get(file.as_uri())
    assert browser.title == ANSWER.question.text
    assert [url for url in asked_for(browser) if url.startswith("http")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_page(browser: Any, tmp_path: Path, width: int, scheme: str) -> None:
    seen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", seen)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    try:
        for handout in HANDOUTS.values():
            show(browser, tmp_path, handout, CiteStyle.BIBTEX)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
            assert hindrances(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def hindrances(browser: Any) -> list[object]:
    """What axe-core finds, by rule and place; nothing where it is not there."""
    file = os.environ.get("AXE_CORE")
    if not file:
        return []
    # As a command of the debugger, which the page's policy does not bind.
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": Path(file).read_text("utf-8")})
    run = (
        "axe.run().then(found => JSON.stringify(found.violations.map(each => [each.id, each.nodes.map(n => n.html)])))"
    )
    told = browser.execute_cdp_cmd("Runtime.evaluate", {"expression": run, "awaitPromise": True})
    found: list[object] = json.loads(told["result"]["value"])
    return found
