"""Compares sentences that the reader takes from web pages with what Chromium shows of the same pages.

    python benchmarks/seen_text.py FOLDER [--count 200] [--seed 1]

Of all sentences read from the pages (.html) in FOLDER some are drawn. Each must stand in the page's text as Chromium
gives it (innerText) word by word: a word that is missing, added or fused with another is a fault. Marks, bars of tables
and signs of lists are no words; a figure that is set above the line is one of its own. What the reader leaves out on
purpose is hidden first: words struck out, and readings beside characters. What a click or a script would show is shown,
and a caption in line, which only a style parts from the text, is parted. It needs chromium, chromedriver and selenium.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.articles.metadata.build import article_of_file
from assistant.articles.readers.web_page import read_page
from assistant.errors import UnreadableFile
from assistant.language.normalise import UNSPACED
from assistant.language.sentences import CAPTION, split_sentences

# Spaces around figures above the line, and below it unless a letter stands before them; the words of controls as text.
_PREPARE = """
const apart = e => { e.before(' '); e.after(' '); };
document.querySelectorAll('del,s,strike,rt,rp').forEach(e => e.remove());
document.querySelectorAll('style[amp-boilerplate]').forEach(e => e.remove());
document.querySelectorAll('details').forEach(e => e.open = true);
document.querySelectorAll('sup,msup > :nth-child(2),mfrac > *').forEach(e => /\\d/.test(e.textContent) && apart(e));
document.querySelectorAll('sub').forEach(e => {
  const before = e.previousSibling ? e.previousSibling.textContent.slice(-1) : '';
  if (/\\d/.test(e.textContent) && !/\\p{L}/u.test(before)) apart(e);
});
document.querySelectorAll('[class*=caption]').forEach(apart);
document.querySelectorAll('select').forEach(e => e.replaceWith([...e.selectedOptions].map(o => o.text).join(' ')));
document.querySelectorAll('input').forEach(e => e.replaceWith(e.type == 'hidden' ? '' : e.value));
return document.body ? document.body.innerText : '';
"""
_RAISED = re.compile("[⁰¹²³⁴-⁹ⁿ₀-₉]+|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_PICTURE = re.compile(r"\[picture: [^\]]*\]")
_WORD = re.compile(rf"[{UNSPACED}]|\d+|[^\W\d_{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence that was read from a page."""

    page: Path
    sentence: str


def main() -> None:
    """Prints each fault and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pages = sorted(given.folder.rglob("*.html"))
    sentences = [drawn for page in pages for drawn in _sentences_of(page)]
    chosen = random.Random(given.seed).sample(sentences, min(given.count, len(sentences)))
    shown = _shown_words({drawn.page for drawn in chosen})
    faults = [drawn for drawn in chosen if not _stands_in(drawn.sentence, shown[drawn.page])]
    for fault in faults:
        print(f"{fault.page.relative_to(given.folder)}: {fault.sentence}")
    print(f"{len(faults)} faults in {len(chosen)} of {len(sentences)} sentences of {len(pages)} pages")


def _sentences_of(page: Path) -> Iterator[Drawn]:
    try:
        article = article_of_file(read_page(page.read_bytes()), page.name)
    except UnreadableFile as error:
        print(f"{page.name}: {error.message}")
        return
    for sentence in split_sentences(article.text):
        yield Drawn(page, sentence.of(article.text))


def _shown_words(pages: set[Path]) -> dict[Path, str]:
    """What Chromium shows of each page, word by word."""
    browser = _browser()
    shown = {}
    try:
        for page in sorted(pages):
            browser.get(page.resolve().as_uri())
            shown[page] = _words(browser.execute_script(_PREPARE))
    finally:
        browser.quit()
    return shown


def _stands_in(sentence: str, shown: str) -> bool:
    return _words(_PICTURE.sub(" ", sentence.removeprefix(CAPTION))) in shown


def _words(text: str) -> str:
    """The words, each between bars."""
    apart = _RAISED.sub(lambda raised: f" {unicodedata.normalize('NFKC', raised[0])} ", text)
    plain = unicodedata.normalize("NFKC", apart.replace("\xad", "").replace("\u200b", ""))
    return "|".join(["", *_WORD.findall(plain.casefold()), ""])


def _browser() -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


if __name__ == "__main__":
    main()
