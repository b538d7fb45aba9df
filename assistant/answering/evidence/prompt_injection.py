"""A sentence to whether it holds an order to whoever answers, alone or spliced into what it reports.

The signs are general: where a run of clauses begins, whether it begins with a verb of answering or doing in its bare
form, and whether it speaks of a reply, a machine that answers, who asks, or rules that went before. None decides alone;
what each weighs is fitted (benchmarks/orders.py).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language.word_lists import alternatives, forms_used
from assistant.patterns import lazy_pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("prompt_injection_weights.json")
# Where a clause ends: a mark, or a word that joins the next one to it.
_BOUNDARY = lazy_pattern(
    r"[,;:()\[\]{}<>|/—–…“”\"«»#*]+|\s-+\s|[.!?]+(?=[\s\"”’»']|\Z)|\s['‘’]|['’]\s"
    r"|\b(?:and|but|or|then|so|und|oder|et|ou|y|e|en)\b(?=\s)"
)
_MOST_CLAUSES = 3
_FEWEST_WORDS = 3
_SAID_BEHIND = lazy_pattern(
    rf"\W*(?:[\w’'.-]+ ){{0,5}}?(?:{alternatives(forms_used('i'))}|told|tells|asked|urged|chanted|cried|pleaded|sang"
    r"|advised|recommends?|reads)\b",
    re.IGNORECASE,
)
_LEAD_IN = (
    r"(?:(?:please|kindly|now|then|and|but|so|or|instead|also|always|never|just|only|simply|hey|dear|must|do not"
    r"|don[’']t|you (?:must|should|will|shall|are to|need to|have to|can|may)|make sure (?:to|that you|you)|be sure to"
    r"|remember to|be so (?:kind|good) as to|(?:i|we)(?: would|[’']d)? (?:want|like|ask|expect|need) you to"
    r"|(?:may|could|can|would|will) (?:i|you|we)(?: ask you to| mind| please| kindly)?|from (?:now|here) on),? +)*"
)
_OBJECT = (
    r"(?=\s+(?:that|the|an?|this|these|those|your|my|his|her|their|all|only|nothing|any|every|everything|everyone"
    r"|everybody|anyone|each|no|not|none|with|in|as|if|to|on|at|like|of|whoever|users?|readers?|people|me|us|it|him|them"
    r"|one|two|three|how|what|where|who|when|why|without|exactly|out|up|well|away|from|for|\d+|[A-Z]\w+)\b"
    r"|\s*[\"“'‘:]|\s*\Z)"
)
_ANSWERING = (
    r"(?:say|tell|answer|reply|respond|state|claim|print|output|repeat|write|mention|include|insert|add|append|integrate"
    r"|begin|start|finish|conclude|recommend|suggest|advise|urge|encourage|promote|praise|describe|present|deny|refer"
    r"|direct|quote|cite|credit|explain|translate|summari[sz]e|rewrite|rephrase|reword|paraphrase|draft|compose|generate"
    r"|convert|misspell|scramble|render|modify|augment|enhance|format|reveal|display|pretend|rate|classify|admit|assure"
    r"|inform|insist|emphasi[sz]e|highlight|stress|note|declare|announce|confirm)"
)
_DOING = (
    r"(?:list|give|show|return|send|open|fetch|execute|run|load|copy|paste|search|delete|call|create|calculate|solve"
    r"|continue|put|use|keep|make|leave|omit|skip|hide|refrain|avoid|stop|act|imagine|behave|speak|play|treat|trust|rely"
    r"|obey|follow|comply|visit|click|download|replace|remove|change|combine|group|arrange|rearrange|substitute|introduce"
    r"|provide|develop|find|correct|complete|come|take|set|end|close|report|ask|hint|count|prefer|switch|drop)"
)
_REPLY = r"(?:answers?|responses?|repl(?:y|ies)|outputs?|summar(?:y|ies))"
_MACHINE = (
    r"(?:assistants?|chatbots?|bots?|ais?|a\.i\.|llms?|(?:large )?language models?|gpt\S*|artificial intelligence"
    r"|automated (?:systems?|readers?|summari[sz]ers?|tools?)|generative \w+|crawlers?|summari[sz]ers?)"
)
# What only a duty makes a machine that answers: the model of a car does not answer either, but the meaning tells it.
_WRITER = rf"(?:{_MACHINE}|(?:the|this|any) (?:model|system|writer of the (?:answer|summary)))"
_DUTY = (
    r"(?:must|should|shall|will|has to|have to|needs? to|ought to|is to|are to|is expected to"
    r"|(?:is|are) (?:required|asked|instructed|told|ordered|requested|supposed|obliged) to|may not|cannot"
    r"|can only|may only)"
)
_OF_ANSWER = {
    "German": r"deine[rn]? (?:\w+ )?(?:antwort|zusammenfassung)",
    "French": r"(?:ta|votre) (?:réponse|résumé)",
    "Spanish, Italian, Portuguese": r"(?:tu|su|tua|sua) (?:respuesta|resumen|risposta|resposta|resumo|riassunto)",
    "Dutch": r"(?:je|jouw|uw) (?:antwoord|samenvatting)",
}
# What a run begins with.
_BEGINNINGS = {
    "answering": rf"{_LEAD_IN}{_ANSWERING}{_OBJECT}",
    "doing": rf"{_LEAD_IN}{_DOING}{_OBJECT}",
    "ignoring": rf"{_LEAD_IN}(?:ignore|disregard|forget|override|bypass|discard|set aside|overlook)\b",
    "label": r"(?:system|assistant|user|human|prompt|inst|instructions?|new task|developer|admin|task|command|begin"
    r"|end of|hidden|important instruction|override|ai|chatbot|im_start|new instructions?)\b",
    "answering, other languages": r"(?:bitte |por favor,? |s[’']il te plaît,? |e |y |et |und |en |dann |aber )*"
    r"(?:antworte|antwortet|schreibe?|sage?|füge|nenne|erwähne|empfiehl"
    r"|réponds|répondez|dis(?= que)|dites|écris|ajoute|recommande"
    r"|mentionne|responde|responda|di(?= (?:que|che|no))|diga|escribe|incluye|inclua"
    r"|añade|menciona|recomienda|rispondi|scrivi|aggiungi"
    r"|includi|consiglia|antwoord|zeg|schrijf|noem|voeg)\b(?! sie\b)",
}
# What it holds.
_WORDS = {
    "your reply": rf"\byour (?:next |own |whole |final |entire )?(?:{_REPLY}|messages?)\b",
    "reply must": rf"\b(?:the|every|any|each|all|no|its?) (?:\w+ )?{_REPLY}(?: \w+){{0,4}} {_DUTY}\b"
    rf"|\A{_REPLY}(?: \w+){{0,5}} {_DUTY}\b|\bin (?:all|every|any) {_REPLY}\b|\bno {_REPLY} may\b",
    "machine must": rf"\b{_WRITER}(?: \w+){{0,6}} {_DUTY}\b|\bwhoever (?:\w+ ){{1,3}}(?:must|should|is to|has to)\b",
    "to a machine": r"\b(?:notes?|messages?|instructions?|attention|reminder|notice|dear|hey|hello|to|for)\b"
    rf"(?: (?:for|to|any|all|every|the|of|large|dear|other))* {_MACHINE}\b"
    rf"|\b(?:as|you are) an? {_MACHINE}\b",
    "who asks": r"\b(?:the|any|every|all|your) users?\b"
    r"|\b(?:whoever|anyone|anybody|someone|somebody|everyone|everybody) (?:who )?(?:is )?ask\w*",
    "if asked": r"\b(?:when|whenever|if|once|should|in case|whatever)\b(?: \w+){0,4} (?:asks?|asked|asking"
    r"|wants? to know|enquires?|inquires?|mentions?|mentioned|comes? up)\b|\A(?:asked (?:about|for|who|what|when)"
    r"|to (?:any|every|all) questions?|(?:any|all|every) questions?|in case of (?:a|any) question"
    r"|questions (?:about|on))\b",
    "rules before": r"\b(?:previous|prior|earlier|above|preceding|all|other|these|those|your|the|existing|system|hidden"
    r"|initial|original|new|any|of)\b(?: \w+){0,3} (?:instructions?|prompts?|rules?|guidelines?|guardrails?"
    r"|polic(?:y|ies)|filters?|sources?|articles?|orders?|commands?|evidence)\b|\bsystem (?:prompt|message)\b"
    r"|\beverything (?:you|above|before)",
    "role": r"\b(?:from now on|you are (?:now|no longer)|you will (?:now|answer|reply|act)|act as|pretend|role of"
    r"|as (?:if|though) you)\b",
    "your reply, other languages": rf"\b(?:{'|'.join(_OF_ANSWER.values())})\b",
    "ignoring, other languages": r"\b(?:ignor(?:iere?|ez?|a|e|are)|vergiss|vergesst|missachte|oublie[zr]?|olvid[ae]"
    r"|dimentica|esqueça|esquece|negeer|vergeet|ne tiens? pas compte|non tener conto)\b(?=.*\b(?:anweisung|regel|frage"
    r"|instruc|règle|consigne|question|regla|istruzion|regol|domand|instruç|regra|regels|vraag))",
    "machine, other languages": r"\b(?:der assistent|der chatbot|das (?:sprach)?modell|l[’']assistant|le chatbot"
    r"|le modèle|el asistente|l[’']assistente|o assistente|de assistent|wer auch immer|wenn (?:du|jemand|man dich)"
    r"|si (?:on te|tu|vous|te|le) (?:demand|pregunt)\w*)\b",
}
# What else it holds: of no meaning without one of the signs above.
_BESIDES = {
    "reply": rf"\b{_REPLY}\b",
    "machine": rf"\b{_MACHINE}\b",
    "form": r"\b(?:the (?:words?|phrase|sentence|text|line|slogan|letters?)|(?:one|two|three|a single|single) (?:words?"
    r"|sentences?|lines?|letters?)|in (?:capitals|capital letters|upper case|verse|rhyme|reverse|full)|word for word"
    r"|backwards|as a (?:list|table|poem|haiku)|every (?:\w+ )?(?:word|sentence|letter|line)"
    r"|(?:first|last|previous|next) (?:\w+ )?(?:lines?|words?|sentences?|text|paragraph)|following|below|above)\b",
    "address": r"\bwww\.|https?:|\b[\w-]+\.(?:example|com|org|net|xyz|io|info)\b|\S+@\S+",
    "written work": r"\b(?:poem|essay|story|speech|letter|e-?mail|joke|code|function|script|blog|haiku|title|paragraph"
    r"|sentence|novel|plot|equation|password|prompt|api key|instructions?|link|synonym|version|summary|list|table|json"
    r"|html)\b",
    "you": r"\b(?:you|your|yours|yourself)\b",
    "person": r"\b(?:he|she|they|his|her|their|we|our|us|i|my|me|mr|mrs|ms)\b",
    "past": r"\b(?:was|were|had|did|said|told|asked|been|\w{3,}ed)\b",
    "that": r"\bthat\b",
    "only": r"\b(?:only|nothing|exactly|just|always|never)\b",
    "question": r"\A(?:what|who|how|why|where|when|which|is|are|can|do|does)\b",
}
_PATTERNS = {
    **{name: rf"\A{pattern}" for name, pattern in _BEGINNINGS.items()},
    **_WORDS,
    **_BESIDES,
}
# "When asked who won, say …" is an order whatever it is about.
_WHEN_ASKED = lazy_pattern(
    rf"\b(?:when|whenever|if|once|should|in case)\b[^.?!;]*?\bask(?:ed|s|ing)?\b[^.?!;]*?,\s*{_LEAD_IN}{_ANSWERING}"
    rf"{_OBJECT}",
    re.IGNORECASE,
)
# Whether there is any sign at all, at once: of a hundred sentences of news five have one.
_BEGINS = lazy_pattern(rf"(?:{'|'.join(_BEGINNINGS.values())})", re.IGNORECASE)
_HOLDS = lazy_pattern(rf"(?:{'|'.join(_WORDS.values())})", re.IGNORECASE)
_HOLDS_IN_SENTENCE = lazy_pattern(_HOLDS.pattern.replace(r"\A", r"\b"), re.IGNORECASE)
NAMES = (*_PATTERNS, "behind a comma", "behind a joining word", "behind another mark", "said", "short")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of a run of clauses weighs, and each dimension of its vector; a score above 0 is an order's."""

    signs: tuple[float, ...]
    vector: tuple[float, ...]
    bias: float


def holds_order(sentence: str) -> bool:
    """Whether any part of a sentence tells whoever answers what to do or say."""
    return which_hold_orders([sentence])[0]


def which_hold_orders(sentences: Sequence[str]) -> list[bool]:
    """The same of many sentences, for little more than of those few that look like it."""
    seen = [_as_seen(each) for each in sentences]
    scores = order_scores(seen, weights())
    return [score > 0 or tells_what_to_answer(each) for each, score in zip(seen, scores, strict=True)]


def order_scores(sentences: Sequence[str], fitted: Weights) -> list[float]:
    """How much the part of each sentence that most looks like an order is one; minus infinity where nothing does.

    Logistic regression on the signs and on the bundled embedder's vector of the part, whichever embedder the library
    has: the weights belong to these vectors.
    """
    runs = [(place, run) for place, sentence in enumerate(sentences) for run in runs_in(sentence)]
    scores = [float("-inf")] * len(sentences)
    if not runs:
        return scores
    import numpy as np

    from assistant.models.local_embedder import bundled_embedder

    vectors = bundled_embedder().embed([run.text for _, run in runs])
    signs: NDArray[np.float32] = np.array([run.signs for _, run in runs], dtype=np.float32)
    found = signs @ np.array(fitted.signs) + vectors @ np.array(fitted.vector) + fitted.bias
    for (place, _), score in zip(runs, found.tolist(), strict=True):
        scores[place] = max(scores[place], score)
    return scores


def _as_seen(sentence: str) -> str:
    """The sentence without what parts its words unseen, and in plain letters, for signs to be met."""
    if sentence.isascii():
        return sentence
    plain = unicodedata.normalize("NFKC", sentence)
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


@cache
def weights() -> Weights:
    """The weights that benchmarks/orders.py fitted."""
    read = json.loads(WEIGHTS.read_text("utf-8"))
    return Weights(tuple(read["signs"][name] for name in NAMES), tuple(read["vector"]), read["bias"])


@dataclass(frozen=True, slots=True)
class Run:
    """Whole clauses `[start, end)` of a sentence that look like an order, and their signs, one for each of `NAMES`."""

    start: int
    end: int
    text: str
    signs: tuple[float, ...]


def tells_what_to_answer(sentence: str) -> bool:
    """Whether a sentence says what to say when something is asked."""
    return _WHEN_ASKED.search(sentence) is not None


def runs_in(sentence: str) -> Iterator[Run]:
    """The runs of up to three clauses with a sign that orders have and news seldom has."""
    clauses = list(_clauses(sentence))
    may_hold = _HOLDS_IN_SENTENCE.search(sentence) is not None
    last_end = clauses[-1][1] if clauses else 0
    for first, (start, _, before) in enumerate(clauses):
        begins = _BEGINS.match(sentence, start) is not None
        if not begins and not may_hold:
            continue
        for end in dict.fromkeys(each[1] for each in clauses[first : first + _MOST_CLAUSES]):
            text = sentence[start:end]
            words = len(text.split())
            if words < _FEWEST_WORDS and (start, end) != (clauses[0][0], last_end):
                continue
            if begins or _HOLDS.search(text):
                held = [float(bool(sign.search(text))) for sign in _signs()]
                said = _SAID_BEHIND.match(sentence, end) is not None
                behind = (before == ",", before.isalpha(), before not in {"", ","} and not before.isalpha())
                yield Run(start, end, text, (*held, *map(float, behind), float(said), float(words <= _FEWEST_WORDS)))


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    """Read when the first run is met: most sentences have none."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS.values())


def _clauses(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Each clause's first and last place without the marks around it, and what stands before it."""
    at, before = 0, ""
    for found in _BOUNDARY.finditer(sentence):
        yield from _trimmed(sentence, at, found.start(), before)
        mark = found.group().strip()
        at, before = found.end(), mark if before in {"", ","} or at != found.start() else before
    yield from _trimmed(sentence, at, len(sentence), before)


def _trimmed(sentence: str, start: int, end: int, before: str) -> Iterator[tuple[int, int, str]]:
    text = sentence[start:end]
    if text.strip():
        yield start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()), before
