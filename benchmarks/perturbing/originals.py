"""Articles to the sentences that can be changed: whole, plain and told by the article itself."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.language.sentences import split_sentences

FEWEST_WORDS, MOST_WORDS = 8, 45

_FIRST = re.compile(r"(?!From left|Update|In pictures|\w+(?: \w+){0,2}: )[\"“‘A-Z$£€]")
_LAST = re.compile(r"[.!][\"”’]?$")
_NO_PROSE = re.compile(
    r"https?:|\(CNN|www\.|@|#|\||\?|…|\.\.\.|[•►→*_<>{}=~]|\n|[a-z][.!:;,][A-Z]|\w[.?!][\"”]\w|[a-z]{3}[A-Z][a-z]{3}"
    r"|/(?:AP|AFP|Reuters|Pool|Getty)|\s[.,]|\s[-–—]$|;|\s\s"
)
_BOILERPLATE = re.compile(
    r"(?i)\b(?:getty|newsletter|subscribe|sign up|click|inbox|photos?|video|hide caption|pictured|AFP"
    r"|environment reporter|contributed to this|information you have shared|privacy|cookies|read more"
    r"|follow us|copyright|editor.s note"
    r"|all rights|advertis\w+|more:|related:|contributing|updated|getty|reuters/|associated press$|podcast"
    r"|this article|this story)\b"
)
# "CNN —", "(CNN)", "LONDON –": the dateline is no part of the sentence.
_DATELINE = re.compile(r"^(?:\(?CNN\)?\b|[A-Z][A-Z .,]{3,}|[A-Z][\w.,’' ]{1,40}\s[–—-]{1,2}\s)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|said|says|told"
    r"|\w{3,}ed|made|took"
    r"|went|came|won|lost|began|rose|fell|left|found|gave|got|became|held|led|saw|kept|ran|met|\w{3,}s)\b"
)
_TITLE_TAIL = re.compile(r"\s*(?:[|–-]\s*(?:CNN|USA TODAY|The Week)\b.*)$")


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence of an article with what is cited along with it, and the article's other sentences."""

    url: str
    title: str
    source: str | None
    published: date | None
    index: int
    sentence: str
    before: str
    article: tuple[str, ...]

    @property
    def seen(self) -> str:
        """All that is cited: what stands here must not be used as a wrong value."""
        return f"{self.title}\n{self.before}\n{self.sentence}"

    @property
    def elsewhere(self) -> list[str]:
        """The article's sentences that are not cited."""
        near = {self.index, self.index - 1}
        return [sentence for index, sentence in enumerate(self.article) if index not in near]


def read_articles(path: Path) -> list[dict[str, str]]:
    """The rows of a JSON Lines file, plain or compressed by gzip."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def originals_of(row: dict[str, str]) -> list[Original]:
    """The sentences of one article that can be changed."""
    text = row["text"]
    spans = split_sentences(text)
    article = tuple(span.of(text) for span in spans)
    quoted = list(_quoted(article, [span.paragraph for span in spans]))
    published = row.get("published")
    return [
        Original(
            url=row["url"],
            title=_TITLE_TAIL.sub("", row.get("title") or ""),
            source=row.get("source"),
            published=date.fromisoformat(published[:10]) if published else None,
            index=index,
            sentence=sentence,
            before=article[index - 1] if index else "",
            article=article,
        )
        for index, sentence in enumerate(article)
        if not quoted[index] and is_plain(sentence)
    ]


def is_plain(sentence: str) -> bool:
    """Whether it is one whole sentence of prose, with its stop and both marks of each quotation."""
    return bool(
        FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
        and _FIRST.match(sentence)
        and _LAST.search(sentence)
        and _VERB.search(sentence)
        and not _NO_PROSE.search(sentence)
        and not _BOILERPLATE.search(sentence)
        and not _DATELINE.match(sentence)
        and sentence.count('"') % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("(") == sentence.count(")")
    )


def half_of(url: str) -> str:
    """Development or held-out, the same for every sentence of an article and whatever the seed."""
    return "held-out" if hashlib.sha256(url.encode()).digest()[0] % 2 else "development"


def _quoted(sentences: tuple[str, ...], paragraphs: list[int]) -> Iterator[bool]:
    """For each sentence, whether it begins within a quotation opened by an earlier one of its paragraph."""
    within, paragraph = False, -1
    for sentence, its_paragraph in zip(sentences, paragraphs, strict=True):
        if its_paragraph != paragraph:
            within, paragraph = False, its_paragraph
        yield within
        for mark in re.findall(r"[\"“”]", sentence):
            within = mark == "“" or (mark == '"' and not within)
