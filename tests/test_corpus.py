"""The sample library's questions point at sentences that its articles really hold."""

import json
from pathlib import Path

from assistant.articles.files import find_files, read_articles
from assistant.language.sentences import split_sentences
from assistant.records.articles import SkippedFile

CORPUS = Path(__file__).parent.parent / "corpus"


def test_every_quotation_in_the_questions_is_a_sentence_of_its_article() -> None:
    sentences: dict[str, set[str]] = {}
    for file in find_files([CORPUS / "articles"]).files:
        for article in read_articles(file, name=file.relative_to(CORPUS).as_posix()):
            assert not isinstance(article, SkippedFile)
            sentences[article.path] = {each.of(article.text) for each in split_sentences(article.text)}
    lines = (CORPUS / "questions.jsonl").read_text("utf-8").splitlines()
    evidence = [each for line in lines for each in json.loads(line)["evidence"]]
    assert [each for each in evidence if each["quote"] not in sentences.get(each["article"], ())] == []
    assert {each["article"] for each in evidence} == sentences.keys()


def test_the_questions_are_many_and_a_good_part_has_no_answer() -> None:
    questions = [json.loads(line) for line in (CORPUS / "questions.jsonl").read_text("utf-8").splitlines()]
    unanswerable = [question for question in questions if question["answer"] is None]
    assert (len(questions), len(unanswerable)) == (156, 38)
    assert all(question["evidence"] == [] for question in unanswerable)
