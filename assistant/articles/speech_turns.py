"""A sentence's tokens to its turns: who says what in it, as far as the sentence alone tells, each by a named rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.articles.article_names import TITLES
from assistant.articles.noun_phrases import (
    ADVERBS,
    DETERMINERS,
    PRONOUNS,
    ROLES,
    TIMES,
    Phrase,
    Speaker,
    chained,
    is_finite,
    phrase_before,
    phrase_behind,
    speaker_of,
)
from assistant.articles.saying_verbs import forms_used
from assistant.articles.speech_tokens import Token


class Rule(StrEnum):
    """How a turn was found."""

    QUOTED = "a quotation, then its speaker"  # “…,” X said; “…,” said X
    INTRODUCED = "its speaker, then a quotation"  # X said: “…”
    TRAILED = "a clause, then its speaker"  # …, X said
    CLAUSE = "its speaker, then a clause"  # X said that …
    SOURCE = "according to"
    PARTICIPLE = "a further verb of the same speaker"  # …, adding that …; … and said …
    RELATIVE = "a relative clause"  # X, who said …
    NAMED = "a name and a colon"
    PIECE = "a quoted piece"  # X called it “…”
    PROMISE = "a promise"  # X promised to …
    CONTINUED = "a quotation that runs on"
    NEIGHBOUR = "a quotation beside another"


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says ``[start, end)`` of the text."""

    speaker: Speaker
    start: int
    end: int
    rule: Rule


_FREE, _THAT, _PIECE = (frozenset(forms_used(use)) for use in "FTQ")
_PROMISE, _OBJECT = (frozenset(forms_used(use)) for use in "OA")
_ALL = _FREE | _THAT | _PIECE | _PROMISE | _OBJECT
_INVERTING = frozenset(forms_used("iI")) | frozenset(
    "sagte sagt erklärte betonte schrieb dijo dice afirmó declaró aseguró explicó déclare affirme explique dit".split()
)
# Others take an object in this place: "the club, announced a week ago".
_INVERTING_CLAUSES = frozenset("said says warned explained sagte sagt erklärte dijo afirmó".split())
_POSSESSIVE = frozenset("his her their its my our your".split())
_CUES = _ALL | _INVERTING | {"according"}
_TELLING = frozenset(("told", "tells", "telling", "tell"))
# Before a verb these take its word back or leave it open; with "be" the subject is whom it is said of.
_UNSAID = frozenset(
    (
        "to would could might may will can should must not never n’t cannot won’t wouldn’t didn’t don’t doesn’t hasn’t haven’t can’t"
        " couldn’t shouldn’t didn't don't doesn't won't wouldn't can't couldn't hasn't haven't without if nor did do does let"
    ).split()
)
_BE = frozenset("is are was were be been being gets got am".split())
_CLOSERS = frozenset((".", "!", "?", "…", "...", ")", "]"))
_COMPLEMENT = frozenset(("that", "how", "why", "whether", "what"))
_ADVERBIAL = frozenset(
    (
        "on in at to during after late early earlier last this when while as through via by about with for from of yesterday"
        " today tonight monday tuesday wednesday thursday friday saturday sunday before following afterward afterwards later recently here"
        " there where upon over once again outside inside amid referring citing adding noting pointing speaking describing explaining using"
        " calling and but who because ahead near under between against instead"
    ).split()
)
_STATEMENTS = frozenset("statement letter tweet post message note memo email video report filing lawsuit complaint article book".split())
_LEAD_WORDS = frozenset("meanwhile but and however still so yet also".split())
_LONGEST_DATELINE = 10
_TOLD_TO = 8
_LONGEST_LEAD = 14


def may_speak(words: frozenset[str]) -> bool:
    """Whether a sentence with these words, in lower case, can hold a turn: the others need not be read."""
    return not _CUES.isdisjoint(words)


def turns_of(tokens: Sequence[Token]) -> list[Turn]:
    """The turns of one sentence, in the order of their verbs."""
    found: list[Turn] = []
    tokens = _without_dateline(tokens)
    for place, token in enumerate(tokens):
        turn = None
        if token.lower in _ALL or token.lower in _INVERTING:
            turn = _by_verb(tokens, place, found)
        elif token.lower == "to" and place and tokens[place - 1].lower == "according":
            turn = _by_source(tokens, place)
        elif token.lower == ":" and not found:
            turn = _by_name(tokens, place)
        if turn is not None and turn.start < turn.end:
            found.append(turn)
    return _parted(found, tokens)


def _without_dateline(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without "LONDON (AP) —" before the sentence."""
    for place, token in enumerate(tokens[:_LONGEST_DATELINE]):
        if token.lower in {"—", "–", "-"} and place:
            opening = [each for each in tokens[:place] if each.is_word]
            return tokens[place + 1 :] if opening and opening[0].text.isupper() else tokens
    return tokens


def _parted(turns: Sequence[Turn], tokens: Sequence[Token]) -> list[Turn]:
    """Cuts what one says where another begins to speak: "A said it grew, and B said it shrank"; "…, C said"."""
    parted = []
    for number, turn in enumerate(turns):
        end = turn.end
        for later in turns[number + 1 :]:
            speaker = later.speaker
            if not turn.start < speaker.start < end:
                continue
            behind = later.rule in {Rule.TRAILED, Rule.QUOTED, Rule.SOURCE}
            before = [token for token in tokens if turn.start <= token.start and token.end <= speaker.start]
            commas = [place for place, token in enumerate(before) if token.lower in {",", ";", "–", "—"}]
            joined = commas and any(token.lower in {"and", "while", "but"} for token in before[commas[-1] + 1 : commas[-1] + 2])
            if commas and commas[-1] and (behind or joined):
                end = before[commas[-1] - 1].end
        parted.append(Turn(turn.speaker, turn.start, end, turn.rule))
    return parted


def _by_verb(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    inverted = _inverted(tokens, verb)
    if inverted is not None:
        return inverted
    if tokens[verb].lower not in _ALL:
        return None
    if tokens[verb].lower.endswith("ing"):
        return _participle(tokens, verb, found)
    before = _first_before(tokens, verb)
    if before < 0 or _is_taken_back(tokens, before, verb):
        return None
    if _is_noun(tokens, verb):
        return None
    if tokens[before].lower in {"and", "then", "but"}:
        return _further(tokens, verb, found)
    if tokens[before].lower == "who":  # no claim where those who said it are not known otherwise
        return _relative(tokens, verb, before)
    phrase = phrase_before(tokens, verb)
    if phrase is not None and tokens[phrase.first].lower in TITLES:  # "Casey Murray, president of the union said"
        phrase = chained(tokens, phrase, 0)
    speaker = speaker_of(tokens, phrase) if phrase else None
    if phrase is None or speaker is None:
        return None
    if tokens[verb].lower in _OF_FACTS and not (speaker.is_name or speaker.is_pronoun or _head(speaker) in ROLES):
        return None
    if tokens[verb].lower in _NOUNS and any(is_finite(token) for token in tokens[phrase.first : phrase.last]):
        return None
    if tokens[verb].lower in _BASE and not _is_many(speaker):
        return None
    return _trailing(tokens, verb, phrase, speaker) or (
        None if _goes_on(tokens, phrase, speaker) else _leading(tokens, verb, speaker)
    )


def _is_noun(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is no verb here: "his tweets", "the report", "United States"."""
    before = tokens[verb - 1]
    if tokens[verb].is_capital and verb:
        return True
    if tokens[verb].lower in _NOUNS and before.lower in {"other", "most", "many", "several", "few", "some", "all", "two", "three", "five"}:
        return True
    after = tokens[verb + 1] if verb + 1 < len(tokens) else tokens[verb]
    if tokens[verb].lower in _NOUNS and (before.lower.endswith("ing") or (is_finite(after) and not after.lower.endswith("ed"))):
        return True
    if tokens[verb].lower.endswith(("ed", "said", "told", "wrote")):
        return before.lower in {"the", "a", "an", "of"}
    return before.lower in _BEFORE_NOUNS or before.text.endswith(("’s", "'s", "s’", "s'"))


_BEFORE_NOUNS = frozenset(
    "the a an this that these those his her its their our my your no any such more of in with for about by from on over amid into against than".split()
)
# As often plural nouns: "the adviser pointed to finance reports".
_NOUNS = frozenset(
    "reports claims notes states posts calls estimates demands promises fears tweets counters signals answers replies comments pledges vows".split()
)
_BASE = frozenset(form for form in _ALL if not form.endswith(("s", "ed", "ing")) and form not in {"said", "told", "wrote", "read", "swore", "thought"})


def _is_many(speaker: Speaker) -> bool:
    """Whether a verb without an ending may follow: "officials say", but not "the report finds"."""
    last = speaker.words[-1].lower()
    return last.endswith("s") or last in {"they", "police", "people", "some", "many", "most", "men", "women", "media"} or "and" in speaker.words


# What a thing does too: a fact suggests.
_OF_FACTS = frozenset("suggest suggests suggested indicate indicates indicated reveal reveals revealed signal signals signaled confirmed confirms".split())


def _goes_on(tokens: Sequence[Token], phrase: Phrase, speaker: Speaker) -> bool:
    """Whether a comma has cut the phrase from its beginning: "a San Jose, California, law about guns said"."""
    if phrase.first == 0 or tokens[phrase.first - 1].lower != "," or speaker.is_name or speaker.is_pronoun:
        return False
    first = tokens[phrase.first]
    bare = not first.is_capital and first.lower not in DETERMINERS and not _is_many(speaker)
    return bare and not _is_lead(tokens, phrase.first - 1)


def _head(speaker: Speaker) -> str:
    """The noun of a description: "look" of "a look at the data"."""
    words = [word.lower() for word in speaker.words]
    ends = [place for place, word in enumerate(words) if word in {"of", "for", "at", "in", "from", "with", "on"}]
    return words[ends[0] - 1] if ends and ends[0] else words[-1]


def _first_before(tokens: Sequence[Token], verb: int) -> int:
    """The place of the first token before a verb that is no adverb of it."""
    before = verb - 1
    while before >= 0 and (tokens[before].lower in ADVERBS or (tokens[before].lower.endswith("ly") and len(tokens[before].lower) > 4)):
        before -= 1
    return before


def _is_taken_back(tokens: Sequence[Token], before: int, verb: int) -> bool:
    if tokens[before].lower in _UNSAID or tokens[before].lower.endswith(("n’t", "n't")):
        return True
    return tokens[before].lower in _BE


def _inverted(tokens: Sequence[Token], verb: int) -> Turn | None:
    """“…,” said X; …, said X."""
    before = verb - 1
    if before >= 0 and tokens[before].lower in {"a", "ha", "has", "hat"}:  # a déclaré, ha dicho
        before -= 1
    if before >= 0 and tokens[before].lower in {",", "–", "—"}:
        before -= 1
    elif before < 0 or not tokens[before].is_quotation:
        return None
    if before < 0 or tokens[verb].lower not in _INVERTING:
        return None
    phrase = phrase_behind(tokens, verb + 1)
    if phrase is None or tokens[phrase.first].lower in _POSSESSIVE | _ADVERBIAL:
        return None
    speaker = speaker_of(tokens, phrase)
    if speaker is None or speaker.is_pronoun and tokens[phrase.first].lower != tokens[phrase.first].text:
        return None
    if not tokens[before].is_quotation:
        if tokens[verb].lower not in _INVERTING_CLAUSES and not (speaker.is_name and tokens[phrase.first].is_capital):
            return None
        following = tokens[phrase.last].lower if phrase.last < len(tokens) else "."
        if not (following in _CLOSERS or following in {",", "–", "—"} or following in _ADVERBIAL):
            return None
        if any(is_finite(token) for token in tokens[phrase.first : phrase.last]):
            return None
    rule = Rule.QUOTED if tokens[before].is_quotation else Rule.TRAILED
    return Turn(speaker, *_said_before(tokens, before + 1, phrase.last), rule)


def _trailing(tokens: Sequence[Token], verb: int, phrase: Phrase, speaker: Speaker) -> Turn | None:
    """“…,” X said; …, X told reporters."""
    before = phrase.first - 1
    if before >= 0 and tokens[before].lower in {",", "–", "—", "?", "!"}:
        mark = before
        before -= 1
    else:
        mark = before
    if before < 0 or (mark == before and not tokens[before].is_quotation):
        return None
    after = _after_object(tokens, verb)
    following = tokens[after].lower if after < len(tokens) else "."
    quoted = tokens[before].is_quotation
    if not quoted and tokens[verb].lower not in _FREE | _THAT:
        return None
    if following == ":" or (following == "," and after + 1 < len(tokens) and tokens[after + 1].is_quotation and not quoted):
        return None
    if not quoted and before < _LONGEST_LEAD and _is_lead(tokens, mark):
        return None
    if not (quoted and _ends_clause(tokens[before].text)):
        if not (following in _CLOSERS or following in {",", ";", "–", "—"} or following in _ADVERBIAL):
            return None
        if any(token.lower in _COMPLEMENT for token in tokens[after : after + 8]):
            return None
    start, end = _said_before(tokens, mark if not quoted else before + 1, after)
    if not quoted and following == "," and _goes_on_behind(tokens, after + 1):
        end = _said_behind(tokens, after)[1]
    return Turn(speaker, start, end, Rule.QUOTED if quoted else Rule.TRAILED)


def _goes_on_behind(tokens: Sequence[Token], place: int) -> bool:
    """Whether the speaker stood in the midst of what he says: "The harbour, Smith said, will open"."""
    if place + 2 >= len(tokens) or tokens[place].is_quotation:
        return False
    first = tokens[place].lower
    return not first.endswith("ing") and first not in {"who", "which", "and", "but", "according", "though", "although", "while", "as"}


def _is_lead(tokens: Sequence[Token], mark: int) -> bool:
    """Whether what stands before the mark is "In a statement", "On Friday" and no clause."""
    first = next((place for place, token in enumerate(tokens) if token.lower not in _LEAD_WORDS), 0)
    if first < mark and tokens[first].lower not in _LEADS:
        return False
    return not any(is_finite(token) or token.is_quotation for token in tokens[first:mark])


_LEADS = frozenset(
    "in on at during after before by for from with last earlier later meanwhile asked however according speaking still citing despite following under over since to".split()
)


def _leading(tokens: Sequence[Token], verb: int, speaker: Speaker) -> Turn | None:
    """X said that …; X said: “…”; X called it “…”."""
    word = tokens[verb].lower
    after = _after_object(tokens, verb)
    if after >= len(tokens):
        return None
    here = tokens[after]
    if here.lower in {":", ","} and after + 1 < len(tokens) and tokens[after + 1].is_quotation:
        return Turn(speaker, *_quoted_behind(tokens, after + 1), Rule.INTRODUCED)
    if here.is_quotation and word not in _OBJECT:
        return Turn(speaker, *_said_behind(tokens, after), Rule.INTRODUCED if _is_whole(here.text) else Rule.CLAUSE)
    place = _complement(tokens, after)
    if place is not None and word in _THAT and not any(is_finite(token) for token in tokens[place : place + 25]):
        return None
    if place is not None and word in _FREE | _THAT | _PROMISE:
        return Turn(speaker, *_said_behind(tokens, place), Rule.CLAUSE)
    if word in _PROMISE and here.lower == "to":
        return Turn(speaker, *_said_behind(tokens, after), Rule.PROMISE)
    if word in _OBJECT and any(token.lower == "of" for token in tokens[after : after + 12]):
        return Turn(speaker, *_said_behind(tokens, after), Rule.PIECE)
    if word in _FREE | _PROMISE and here.is_word and _begins_clause(tokens, after, word):
        return Turn(speaker, *_said_behind(tokens, after), Rule.CLAUSE)
    if here.lower == "for" and word in {"called", "calls"}:
        return Turn(speaker, *_said_behind(tokens, after + 1), Rule.PIECE)
    if word in _NAMING:
        return _piece(tokens, after, speaker)
    return None


_NAMING = frozenset("call calls called calling describe describes described describing warned warns spoke speaks".split())


def _piece(tokens: Sequence[Token], after: int, speaker: Speaker) -> Turn | None:
    for place in range(after, min(len(tokens), after + 22)):
        if tokens[place].is_quotation:
            return Turn(speaker, *_said_behind(tokens, place), Rule.PIECE)
        if tokens[place].lower in {";", "who", "which"}:
            return None
    return None


def _complement(tokens: Sequence[Token], after: int) -> int | None:
    """Where the clause begins behind "that", which may stand behind when, where and to whom it was said."""
    if tokens[after].lower in _COMPLEMENT:
        return after + (tokens[after].lower == "that")
    if tokens[after].lower not in _ADVERBIAL | {","}:
        return None
    for place in range(after + 1, min(len(tokens), after + 14)):
        lower = tokens[place].lower
        if lower == "that":
            return place + 1
        if lower in {";", ":"} or tokens[place].is_quotation or (place > after and lower in _ALL):
            return None
        if lower in PRONOUNS and place + 2 < len(tokens) and tokens[place - 1].lower not in _ADVERBIAL:
            return place  # "said on Friday he would"
    return None


def _begins_clause(tokens: Sequence[Token], after: int, verb: str) -> bool:
    """Whether a clause without "that" begins here: a finite verb comes, and no preposition opens it."""
    first = tokens[after].lower
    if first in {"of", "for", "about", "as", "by", "and", "or", "but", "so", "no", "yes"}:
        return False
    if verb in {"added", "adds", "add"} and first not in PRONOUNS | {"there", "this", "these", "those"}:
        return any(is_finite(token) and not token.lower.endswith("ed") for token in tokens[after : after + 8])
    rest = tokens[after : after + 30]
    if first == "to" and verb in {"said", "says", "say", "expected", "expects", "expect"}:
        return False
    if any(is_finite(token) or "’" in token.lower or "'" in token.lower for token in rest):
        return True
    return verb in _OPEN and any(token.lower.endswith("s") or token.is_quotation or token.lower == "to" for token in rest)


_OPEN = frozenset("said says say believe believes believed think thinks thought told tells argue argues argued expect expects warn warns warned".split())


def _participle(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """…, adding that …; the speaker is that of the sentence."""
    before = _first_before(tokens, verb)
    if before < 0:
        return None
    if tokens[before].lower == "as" and before and tokens[before - 1].lower in {"quoted", "cited"}:
        phrase = phrase_before(tokens, before - 2 if tokens[before - 2].lower in _BE else before - 1)
        speaker = speaker_of(tokens, phrase) if phrase else None
        return _leading(tokens, verb, speaker) if speaker else None
    if tokens[before].lower == "and" and not found:
        return None
    if not (tokens[before].lower in {",", "–", "—", "and", "while", "before", "after", "by", "but"} or tokens[before].lower in _STATEMENTS):
        return None
    return _further(tokens, verb, found)


def _further(tokens: Sequence[Token], verb: int, found: Sequence[Turn]) -> Turn | None:
    """A verb whose subject is that of the turn before it, or of the sentence."""
    if not found and any(token.lower in {";", ":"} or (token.lower == "with" and tokens[place - 1].lower == ",") for place, token in enumerate(tokens[:verb])):
        return None  # another may have become the subject
    speaker = found[-1].speaker if found else main_subject(tokens)
    if speaker is None:
        return None
    turn = _leading(tokens, verb, speaker)
    return Turn(speaker, turn.start, turn.end, Rule.PARTICIPLE) if turn else None


def _relative(tokens: Sequence[Token], verb: int, who: int) -> Turn | None:
    """X, who said …; of those who only may be meant ("people who say"), nothing is claimed."""
    if who < 1:
        return None
    end = who - 1 if tokens[who - 1].lower == "," else who
    phrase = phrase_before(tokens, end)
    speaker = speaker_of(tokens, chained(tokens, phrase, 0)) if phrase else None
    if speaker is None:
        return None
    turn = _leading(tokens, verb, speaker)
    if turn is None or not (end < who or speaker.is_name):
        return None
    return Turn(speaker, turn.start, turn.end, Rule.RELATIVE)


def _by_source(tokens: Sequence[Token], to: int) -> Turn | None:
    """According to X, …; …, according to X."""
    phrase = phrase_behind(tokens, to + 1)
    speaker = speaker_of(tokens, phrase) if phrase else None
    if phrase is None or speaker is None:
        return None
    start = to - 1
    behind = phrase.last
    opens = tokens[start].is_capital or (start > 0 and tokens[start - 1].lower in {"but", "and", "while", "because", "that", "as", "–", "—", "-", ":"})
    if start > 0 and not opens:
        return Turn(speaker, *_said_before(tokens, start, len(tokens)), Rule.SOURCE)
    while behind < len(tokens) and tokens[behind].lower != ",":
        behind += 1
    return Turn(speaker, *_said_behind(tokens, behind + 1), Rule.SOURCE) if behind + 1 < len(tokens) else None


def speaker_alone(tokens: Sequence[Token]) -> Speaker | None:
    """The speaker of a sentence that says no more than "she added."."""
    for verb, token in enumerate(tokens):
        if token.lower in _FREE | _PIECE and not token.is_capital and _after_object(tokens, verb) >= len(tokens) - 4:
            phrase = phrase_before(tokens, verb)
            behind = tokens[_after_object(tokens, verb)].lower if _after_object(tokens, verb) < len(tokens) else "."
            if phrase is not None and phrase.first == 0 and (behind in _CLOSERS or behind in _ADVERBIAL):
                return speaker_of(tokens, phrase)
    return None


def _by_name(tokens: Sequence[Token], colon: int) -> Turn | None:
    """Name: “…”"""
    if not 0 < colon <= 8 or colon + 1 >= len(tokens) or not tokens[colon + 1].is_quotation:
        return None
    if any(is_finite(token) for token in tokens[:colon]):
        return None
    speaker = speaker_of(tokens, Phrase(0, colon))
    if speaker is None or not speaker.is_name or len(speaker.words) < 2:
        return None
    return Turn(speaker, *_said_behind(tokens, colon + 1), Rule.NAMED)


def main_subject(tokens: Sequence[Token]) -> Speaker | None:
    """Whom the sentence is about: the phrase at its beginning, behind "On Friday," and the like."""
    start = 0
    if tokens and tokens[0].lower in PRONOUNS:
        return speaker_of(tokens, Phrase(0, 1))
    if tokens and (tokens[0].lower in _LEADS or tokens[0].lower.endswith(("ing", "ed")) or tokens[0].lower in {"as", "when", "while", "if", "although", "though"}):
        commas = [place for place in range(min(len(tokens), 30)) if tokens[place].lower == ","]
        start = commas[0] + 1 if commas else 0
    for comma in range(min(len(tokens), 6)):
        if not start and tokens[comma].lower == "," and any(token.lower in TIMES for token in tokens[:comma]):
            start = comma + 1
    while start < len(tokens) and tokens[start].lower in _LEAD_WORDS | {","}:
        start += 1
    end = start
    while end < min(len(tokens), start + _LONGEST_LEAD):
        token = tokens[end]
        if not token.is_word or token.lower in _ALL | ADVERBS | {"last", "this"} or (is_finite(token) and end > start):
            break
        end += 1
    return speaker_of(tokens, Phrase(start, end)) if end > start else None


def _after_object(tokens: Sequence[Token], verb: int) -> int:
    """Behind the verb, and for "told" behind whom it was told to."""
    after = verb + 1
    if tokens[verb].lower not in _TELLING:
        return after
    for place in range(after, min(len(tokens), after + _TOLD_TO)):
        token = tokens[place]
        if place > after and (
            not token.is_word or token.lower in _ADVERBIAL | _COMPLEMENT | PRONOUNS | {"the", "there", "we", "i", "his", "a", "to", "not"}
        ):
            if token.lower in {"’", "'"}:
                continue
            return place
        if not token.is_word:
            return place
    return min(len(tokens), after + 1)


def _said_before(tokens: Sequence[Token], last: int, after: int) -> tuple[int, int]:
    """From the sentence's beginning to the token before `last`; to its end where a quotation goes on behind."""
    first = 0
    while first < last - 1 and (tokens[first].lower in _LEAD_WORDS or tokens[first].lower == ","):
        first += 1
    end = last
    while end > first + 1 and tokens[end - 1].lower in {",", "–", "—"}:
        end -= 1
    if tokens[end - 1].is_quotation:
        for place in range(after, min(len(tokens), after + 20)):
            if tokens[place].is_quotation and place + 2 >= len(tokens):
                return tokens[first].start, tokens[place].end
    return tokens[first].start, tokens[end - 1].end


def _said_behind(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """From a token to the sentence's end, without its full stop."""
    last = len(tokens)
    while last > first + 1 and tokens[last - 1].lower in _CLOSERS:
        last -= 1
    if first >= len(tokens):
        return 0, 0
    return tokens[first].start, tokens[last - 1].end


def _quoted_behind(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """From a quotation to the last one of the sentence."""
    last = max(place for place in range(first, len(tokens)) if tokens[place].is_quotation)
    return tokens[first].start, tokens[last].end


def _ends_clause(quotation: str) -> bool:
    return quotation[-2:-1] in {",", "?", "!", ".", "…", "–", "—"} if quotation[-1:] in "”\"’'»“«" else True


def _is_whole(quotation: str) -> bool:
    inner = quotation.lstrip("“„«\"‘'»‚ (")
    return inner[:1].isupper() or quotation[-2:-1] in {".", "?", "!"}
