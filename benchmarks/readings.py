"""What the rules read in each sentence of the sample articles and of the tables here, kept as one checksum a text.

    python benchmarks/readings.py [--write] [--show TEXT]

Prints which texts are read otherwise than readings.txt keeps. That is no fault by itself: a rule that is mended reads
some texts anew. It tells what else a change of a rule or of a word table did. Look at these texts (--show prints all
that is read in those that hold TEXT; a run in a checkout before the change shows the difference), then --write them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.answering.asking.answer_type import asked_for
from assistant.answering.asking.sources_in_question import absent_sources, find_sources
from assistant.answering.asking.time_in_question import asks_for_latest, asks_for_plan, find_times
from assistant.answering.asking.understand import understand
from assistant.answering.evidence.prompt_injection import runs_in
from assistant.answering.quoting.context_dependence import depends_on_context, is_whole
from assistant.answering.timeline.occurrences import occurrences_in
from assistant.articles.files import find_files, read_articles
from assistant.articles.speech.speech import find_utterances
from assistant.language.figures import figures_in
from assistant.language.names import names_in
from assistant.language.sentences import split_sentences
from assistant.language.tense import verbs_in
from assistant.language.words import stems_in
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.time.certain_dates import certain_dates
from assistant.time.date_expressions import find_dates
from assistant.time.date_places import is_aside, tells_when

HERE = Path(__file__).parent
KEPT = HERE / "readings.txt"
CORPUS = HERE.parent / "corpus"
TODAY = date(2025, 6, 10)
# The names of classes and of their fields, as records are printed: a new name is no new reading.
_NAMES = re.compile(r"<\w+\.|\b[A-Z]\w*\(|\b\w+=")
TABLES = {
    "date_expressions.jsonl": "text",
    "date_expressions_held_out.jsonl": "text",
    "numbers.jsonl": "text",
    "number_pairs.jsonl": "a",
    "orders.jsonl": "order",
    "orders_held_out.jsonl": "order",
    "orders_twins.jsonl": "sentence",
    "statements.jsonl": "text",
    "tenses.jsonl": "sentence",
    "time_questions.jsonl": "question",
}


def main() -> None:
    """Prints what is read otherwise, or writes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show")
    given = parser.parse_args()
    if given.show:
        print("\n".join(reading for text, reading in readings() if given.show in text))
    elif given.write:
        KEPT.write_text("".join(f"{line}\n" for line in sorted(set(checksums().values()))), "utf-8")
    else:
        print("\n".join(changed()))


def changed() -> list[str]:
    """The texts whose reading is not among those kept."""
    kept = set(KEPT.read_text("utf-8").splitlines())
    return [text for text, checksum in checksums().items() if checksum not in kept]


def checksums() -> dict[str, str]:
    """Each text with the checksum of what is read in it."""
    return {text: hashlib.sha256(_NAMES.sub("", reading).encode()).hexdigest()[:12] for text, reading in readings()}


def readings() -> Iterator[tuple[str, str]]:
    """Each text with all that is read in it."""
    articles = _articles()
    sources = sorted({each.source for each in articles if each.source})
    for article in articles:
        yield f"article {article.title}", _of_article(article)
        for sentence in split_sentences(article.text):
            text = sentence.of(article.text)
            yield text, _of_sentence(text, article.published or TODAY)
    for name, field in TABLES.items():
        for line in (HERE / name).read_text("utf-8").splitlines():
            text = json.loads(line)[field]
            yield text, _of_question(text, sources) if text.endswith("?") else _of_sentence(text, TODAY)
    for line in (CORPUS / "questions.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["question"]
        yield text, _of_question(text, sources)


def _articles() -> list[Article]:
    # A PDF and a Word file are read by a child, which runs the program that is installed, not this checkout.
    files = [file for file in find_files([CORPUS / "articles"]).files if file.suffix not in {".pdf", ".docx"}]
    read = [each for file in files for each in read_articles(file, name=file.name)]
    return [each for each in read if isinstance(each, Article)]


def _of_article(article: Article) -> str:
    said = find_utterances(article, split_sentences(article.text))
    return "\n".join([f"{article.title} {article.source} {article.authors} {article.published}", *map(str, said)])


def _of_sentence(text: str, day: date) -> str:
    dates = find_dates(text, day)
    told = [(each, tells_when(text, each), is_aside(text, each)) for each in dates]
    parts = [
        text,
        told,
        certain_dates(text, dates, day),
        occurrences_in(text, dates, day),
        depends_on_context(text),
        is_whole(text),
    ]
    figures = [(each.text, sorted(map(str, each.values)), each.kind, each.rounding) for each in figures_in(text)]
    runs = [(run.text, run.signs) for run in runs_in(text)]
    return "\n".join(map(str, [*parts, figures, names_in(text), verbs_in(text), sorted(stems_in(text)), runs]))


def _of_question(text: str, sources: list[str]) -> str:
    query = understand(Question(text, TODAY))
    named = find_sources(text, sources), absent_sources(text, sources), find_times(text, TODAY)
    asks_for = asks_for_latest(text), asks_for_plan(text)
    return "\n".join(map(str, [query, asked_for(query), named, asks_for]))


if __name__ == "__main__":
    main()
