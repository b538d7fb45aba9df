"""Finds, among a sentence's tokens, the noun phrase that speaks before or behind a verb of saying, and who it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.articles.article_names import BODIES, CONNECTORS, TITLES, split_titles
from assistant.articles.saying_verbs import forms_used
from assistant.articles.speech_tokens import QUOTATION, Token

PRONOUNS = frozenset(("he", "she", "they", "it"))
# Whoever says these outside quotation marks is the author, or nobody who could be named.
_NOBODY = frozenset(
    (
        "i we you who which that what this these those there whom whose where one anyone everyone someone nobody"
        " people something everything anything nothing to his her their its the a an"
    ).split()
)
_MARKS = frozenset((",", ";", ":", "(", ")", "–", "—", "-", "[", "]", "?", "!", "•", "|", QUOTATION))
_CONJUNCTIONS = frozenset(
    "but while although though as because that when if since where after before than what so yet until whether how why nor which whom whose".split()
)
ADVERBS = frozenset(
    (
        "also later then has have had earlier previously repeatedly recently now still once did often first again just"
        " already reportedly himself herself itself themselves both all even further"
    ).split()
)
_PREPOSITIONS = frozenset(
    (
        "of for from with at in on to near behind about by who that which named called including outside inside under over during"
        " among familiar close involved based briefed representing speaking whose against between across within without who’s"
    ).split()
)
_LEADING = frozenset(
    "in on at by for with from to during after before despite following under since until through amid as like about of over".split()
)
TIMES = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
        " october november december yesterday today tonight week month year weekend night morning afternoon evening day days weeks"
        " months years hours time point moment spring summer autumn fall winter"
    ).split()
)
_OPENERS = frozenset(
    (
        "meanwhile however earlier later still yet but and so also then last this next now instead separately finally"
        " recently previously additionally moreover nonetheless nevertheless afterward afterwards tuesday monday wednesday"
        " thursday friday saturday sunday yesterday today or"
    ).split()
)
# Behind a speaker who stands behind the verb: here the phrase is over.
_OVER = frozenset(
    (
        "on during after before when while as via through following last this earlier later yesterday today tonight"
        " because but although though if since until where amid"
    ).split()
)
DETERMINERS = frozenset("the a an its his her their some several many most two three four five one another other".split())
# Nouns for those who say something.
ROLES = frozenset(
    (
        "official officials authority authorities government governments administration police officer officers investigator"
        " investigators detective detectives company companies firm firms researcher researchers scientist scientists author authors"
        " expert experts lawyer lawyers attorney attorneys spokesman spokeswoman spokesperson spokespeople resident residents local"
        " locals neighbor neighbors lawmaker lawmakers senator senators economist economists analyst analysts doctor doctors report"
        " reports study studies survey surveys suit lawsuit judge judges justice justices court courts president leader leaders minister"
        " ministers ministry activist activists critic critics advocate advocates protester protesters organizer organizers union unions"
        " worker workers employee employees player players coach mayor governor prosecutor prosecutors witness witnesses survivor"
        " survivors victim victims relative relatives family parents student students teacher teachers professor owner owners"
        " executive executives investor investors trader traders farmer farmers soldier soldiers commander commanders general generals"
        " ambassador diplomat diplomats agency agencies department group groups organization charity council board committee bank"
        " regulator regulators inspector inspectors rescuer rescuers firefighter firefighters forecasters forecaster source sources"
        " sheriff others some many poll data documents document filing complaint statement person people man woman driver sister brother"
        " half few thousands hundreds dozens millions voters passengers eyewitnesses customers experts police others supporters opponents"
        " mother father wife husband son daughter friend friends"
    ).split()
)
_ADJECTIVES = frozenset(
    "retired renowned united accused alleged named armed elected beloved celebrated experienced trusted certified registered wounded injured"
    " displaced concerned affected".split()
)
_SUBJECTS = PRONOUNS | {"we"}
_LONGEST = 28
# A quotation of fewer characters may be the title of a work in somebody's description.
_LONGEST_TITLE = 50
_SAYING = frozenset(forms_used("FTQOA"))


class Phrase(NamedTuple):
    """The tokens ``[first, last)`` that stand for somebody."""

    first: int
    last: int


class Speaker(NamedTuple):
    """Who a phrase names, as printed: a name without titles, a description, or a pronoun."""

    words: tuple[str, ...]
    start: int
    end: int
    is_name: bool
    is_person: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_pronoun(self) -> bool:
        return len(self.words) == 1 and self.words[0].lower() in PRONOUNS


def phrase_before(tokens: Sequence[Token], verb: int, first: int = 0) -> Phrase | None:
    """The phrase that is the subject of the verb at `verb`, not reaching before `first`."""
    last = verb
    while last > first and (tokens[last - 1].lower in ADVERBS or _is_adverb(tokens[last - 1])):
        last -= 1
    if last > first and tokens[last - 1].lower in (",", ")", "–", "—"):
        return _before_apposition(tokens, last - 1, first)
    return _ending_at(tokens, last, first)


def phrase_behind(tokens: Sequence[Token], first: int) -> Phrase | None:
    """The phrase that begins at `first`: whoever stands behind "said" or "according to"."""
    last = first
    while last < min(len(tokens), first + _LONGEST):
        token = tokens[last]
        if token.lower in _MARKS or token.lower in {".", "…", "..."}:
            break
        before = tokens[last - 1].lower
        ahead = last > first and before not in DETERMINERS and not (token.lower == "on" and before.endswith("ed"))
        if ahead and (token.lower in _OVER or token.lower in _SAYING or _is_time_ahead(tokens, last)):
            break
        last += 1
    while last - 1 > first and tokens[last - 1].lower in _PREPOSITIONS:
        last -= 1
    if last == first or not tokens[first].is_word or _is_nobody(tokens, first, last):
        return None
    return Phrase(first, last)


def speaker_of(tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
    """Whom the phrase names."""
    first, last = phrase
    if first >= last:
        return None
    only = tokens[first]
    if last - first == 1 and only.lower in PRONOUNS:
        return Speaker((only.text,), only.start, only.end, is_name=False, is_person=only.lower in {"he", "she"})
    if _is_nobody(tokens, first, last) or only.lower in {"none", "no", "neither", "nobody"}:
        return None
    core = _with_seat(tokens, _core_end(tokens, first, last), last)
    named = None if _owns(tokens, core, last) else _name_ending_at(tokens, core, first)
    if named is None and core < last and tokens[core].lower == "of":
        named = _office_of(tokens, core, last)
    if named is not None:
        return named
    if not any(token.is_word and token.lower[0].isalpha() for token in tokens[first:last]):
        return None
    body = _body(tokens, first, core, last)
    words = tuple(token.text for token in tokens[body:last])
    return Speaker(words, tokens[body].start, tokens[last - 1].end, is_name=body > first, is_person=False)


def _ending_at(tokens: Sequence[Token], last: int, first: int) -> Phrase | None:
    """The phrase that ends before `last`: back to a mark, a conjunction or another verb of saying."""
    if last <= first:
        return None
    if tokens[last - 1].lower in PRONOUNS:
        return Phrase(last - 1, last)
    start = last
    while start > max(first, last - _LONGEST):
        token = tokens[start - 1]
        if token.lower in _MARKS or (token.lower in _SAYING and start < last):
            break
        before = tokens[start - 2].lower if start > 1 else ""
        if token.lower in _CONJUNCTIONS and not (token.lower == "than" and before in {"more", "less", "fewer"}):
            break
        if token.lower == "to" and before == "according":
            break
        if token.lower in {"and", "or"} and not _joins(tokens, start - 1, first):
            break
        start -= 1
    start = _last_noun(tokens, _behind_lead(tokens, start, last), last)
    last = _before_time(tokens, start, last)
    if start < last and is_finite(tokens[start]) and tokens[start].lower not in _ADJECTIVES:
        return None
    if start >= last or tokens[start].lower in _LEADING | _PREPOSITIONS or _is_nobody(tokens, last - 1, last):
        return None
    if last - start > 1 and any(token.lower in _SUBJECTS or token.text == "I" for token in tokens[start:last]):
        return None
    if _holds_clause(tokens, start, last):
        return None
    return Phrase(start, last)


def _holds_clause(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a verb stands in the phrase; "who works there" and "briefed on the plans" may."""
    for place in range(start, last):
        lower = tokens[place].lower
        if lower == "who":
            return False
        if lower in _FINITE:
            return True
        ended = lower.endswith("ed") and len(lower) > 4 and not tokens[place].is_capital and lower not in _ADJECTIVES
        if ended and start < place < last - 1 and tokens[place - 1].lower not in DETERMINERS:
            after = tokens[place + 1]
            if after.lower in DETERMINERS | {"that"} or after.is_capital and after.lower not in TIMES:
                return True
    return False


def _last_noun(tokens: Sequence[Token], start: int, last: int) -> int:
    """In "a figure the company", the second noun: nothing joins it to the first."""
    for place in range(last - 1, start + 1, -1):
        before = tokens[place - 1]
        if tokens[place].lower in _ARTICLES and before.is_word and not before.is_capital:
            if before.lower not in _PREPOSITIONS | _LEADING | _JOINING and not before.lower.endswith(("ing", "ed")):
                return place
    return start


_ARTICLES = frozenset("the a an his her its their".split())
_JOINING = frozenset("and or all both half than like as nor only even just toward towards upon off into not many such quite".split())


def _before_time(tokens: Sequence[Token], start: int, last: int) -> int:
    """Without "on Friday", "last month" at the end of a phrase."""
    while last - 1 > start and (tokens[last - 1].lower in TIMES or tokens[last - 1].lower in {"last", "this", "on", "earlier", "late", "early", "in"}):
        last -= 1
    return last


def _is_nobody(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is "I", "which" or a time instead of somebody."""
    if last - first == 1 and tokens[first].lower in _NOBODY:
        return True
    return all(token.lower in TIMES | _NOBODY - {"one"} or token.lower in {"last", "next", "this"} or token.text.isdigit() for token in tokens[first:last])


def _with_seat(tokens: Sequence[Token], core: int, last: int) -> int:
    """Past "of Sorrel Insurers", "on Foreign Relations" behind a body's name: they are part of it."""
    if not 0 < core < last or tokens[core].lower not in {"of", "for", "on"}:
        return core
    end = core + 1
    while end < last and (tokens[end].is_capital or tokens[end].lower in {"the", "and", "of"}):
        end += 1
    is_body = tokens[core - 1].is_capital and tokens[core - 1].lower in BODIES and tokens[end - 1].is_capital
    return end if is_body else core


def _owns(tokens: Sequence[Token], core: int, last: int) -> bool:
    """Whether the phrase is of something that the name owns: "the Bank of New York’s index"."""
    return any(token.text.endswith(("’s", "'s")) for token in tokens[core : last - 1]) and tokens[core].lower == "of" if core < last else False


def _core_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where what stands behind the noun begins: "of the Arctic Institute", but not "of Idaho President Scott Green"."""
    core = first
    while core < last:
        token = tokens[core]
        if core > first and token.lower in _PREPOSITIONS:
            end = core + 1
            while end < last and tokens[end].is_capital:
                end += 1
            names = [each.lower for each in tokens[core + 1 : end]]
            office = any(name in TITLES for name in names[:-1])
            noun = end > core + 1 and end < last and tokens[end].lower not in _PREPOSITIONS and tokens[end].lower != "and"
            if token.lower != "of" or not (office or noun):
                return core
        core += 1
    return core


def _joins(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether "and" joins two parts of one phrase: before it stands no verb, back to the beginning of the clause."""
    start = place
    while start > first and start > place - _LONGEST:
        token = tokens[start - 1]
        if token.lower in _MARKS or token.lower in _CONJUNCTIONS:
            break
        if token.lower in _SAYING or is_finite(token):
            return False
        start -= 1
    return start < place and tokens[start].lower not in _LEADING


def _before_apposition(tokens: Sequence[Token], comma: int, first: int) -> Phrase | None:
    """The phrase before ", …," that ends at `comma`: the nearest one that can be named, else none."""
    opening = _opening_name(tokens, comma, first)
    if opening is not None:
        return opening
    opened = comma - 1
    while opened > max(first, comma - _LONGEST):
        token = tokens[opened]
        if token.is_quotation and len(token.text) > _LONGEST_TITLE:
            return None
        if token.lower in {",", "(", "–", "—"} and opened + 1 < comma:
            phrase = _ending_at(tokens, opened, first)
            if phrase is not None and _can_be_apposition(tokens, opened + 1) and not _is_place(tokens, phrase):
                return _named_in(tokens, opened + 1, comma) or chained(tokens, phrase, first)
        opened -= 1
    return None


def _opening_name(tokens: Sequence[Token], comma: int, first: int) -> Phrase | None:
    """The name that opens the clause before a description with commas of its own: "“…,” Ali Vaez, a, b and c, said"."""
    for place in range(comma - 1, max(first, comma - 2 * _LONGEST), -1):
        if tokens[place].is_quotation and len(tokens[place].text) > _LONGEST_TITLE:
            return None
        if tokens[place].lower != ",":
            continue
        phrase = _ending_at(tokens, place, first)
        if phrase is None:
            continue
        before = tokens[phrase.first - 1].lower if phrase.first else ""
        opens = phrase.first == 0 or before == QUOTATION or (before == "," and _is_lead(tokens, phrase.first - 1))
        named = all(token.is_capital or token.lower in CONNECTORS for token in tokens[phrase.first : phrase.last])
        if opens and named and phrase.last - phrase.first > 1:
            return phrase
    return None


def _is_lead(tokens: Sequence[Token], comma: int) -> bool:
    return tokens[0].lower in _LEADING | _OPENERS and not any(is_finite(token) for token in tokens[:comma])


def _named_in(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """The name in "his attorney, Thomas Clay, said"."""
    named = all(token.is_capital and token.is_word for token in tokens[first:last]) and last - first > 1
    return Phrase(first, last) if named and tokens[first].lower not in DETERMINERS else None


def chained(tokens: Sequence[Token], phrase: Phrase, first: int) -> Phrase:
    """For "Ali Vaez, an analyst at …, who" the name before the description."""
    before = phrase.first - 1
    if before > first and tokens[before].lower == "," and not tokens[phrase.first].is_capital:
        named = _ending_at(tokens, before, first)
        if named is not None and _name_ending_at(tokens, named.last, named.first) and named.last - named.first > 1:
            return named
    return phrase


def _can_be_apposition(tokens: Sequence[Token], start: int) -> bool:
    token = tokens[start]
    return token.lower not in {"and", "but", "or", "said", "he", "she", "it", "they"}


def _is_place(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return phrase.first > 0 and tokens[phrase.first - 1].lower in _LEADING


def _behind_lead(tokens: Sequence[Token], start: int, last: int) -> int:
    """Past "Meanwhile", "On Tuesday", "Last week" at the beginning of a clause."""
    while start < last - 1 and tokens[start].lower in _OPENERS:
        start += 1
    if tokens[start].lower in _LEADING:
        for place in range(start + 1, min(last - 1, start + 6)):
            if tokens[place].lower in TIMES or (tokens[place].text.isdigit() and len(tokens[place].text) == 4):
                start = place + 1
                break
    while start < last - 1 and tokens[start].lower in TIMES:
        start += 1
    return start


def _is_time_ahead(tokens: Sequence[Token], place: int) -> bool:
    """Whether "Friday", "in March", "at a news" begin here, which tell when or where and not who."""
    token = tokens[place]
    if token.lower in TIMES and token.is_capital:
        return True
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if token.lower == "in" and place + 2 < len(tokens):
        return (
            following in TIMES
            or following.isdigit()
            or (following in {"a", "an"} and tokens[place + 2].lower in _OCCASIONS)
            or following in {"response", "reference", "testimony", "court"}
        )
    return token.lower == "to" and following in {"reporters", "cnn", "the"} or (
        token.lower == "at" and following in {"a", "the", "an"} and any(each.lower in _OCCASIONS for each in tokens[place + 2 : place + 5])
    )


_OCCASIONS = frozenset(
    "statement news press hearing conference tweet interview email letter post report briefing call video blog speech release memo message filing note phone rally event meeting telephone".split()
)


def is_finite(token: Token) -> bool:
    """Whether a word looks like a verb in its place: an auxiliary or a common past."""
    return token.lower in _FINITE or (len(token.lower) > 4 and token.lower.endswith("ed") and not token.is_capital)


_FINITE = frozenset(
    (
        "is are was were be been am has have had do does did will would can could may might shall should must said says told"
        " made took went came gave got saw met won lost led left held ran sent spoke wrote began brought found kept put set"
        " became fell grew knew paid rose sat stood struck thought broke built caught drew drove fought hit hurt let meant read"
        " shot showed sold spent wants want makes takes goes comes gives gets leads holds helps shows says faces plans hopes remains"
    ).split()
)


def _is_adverb(token: Token) -> bool:
    return token.lower.endswith("ly") and len(token.lower) > 4 and not token.is_capital


def _name_ending_at(tokens: Sequence[Token], last: int, first: int) -> Speaker | None:
    """The capitalised words that end before `last`, without what tells the office."""
    start = last
    while start > first and _carries_name(tokens, start - 1, start == last):
        start -= 1
    seat = start - 1
    while seat > first and tokens[seat].lower in {"of", "for", "on", "the", "and"}:
        seat -= 1
    if first <= seat < start - 1 and tokens[seat].is_capital and tokens[seat].lower in BODIES and start < last:
        start = seat
        while start > first and _carries_name(tokens, start - 1, start == last):
            start -= 1
        return _body_named(tokens, start, last)
    while start < last and (not tokens[start].is_capital or tokens[start].lower in DETERMINERS):
        start += 1
    if start == last:
        return None
    titles, name = split_titles([token.text for token in tokens[start:last]])
    if not name:
        return None
    start = last - len(name)
    if start == 0 and len(name) == 1 and _is_noun_first(tokens, last):
        return None
    before = tokens[start - 1].lower if start > first else ""
    is_person = bool(titles) or (before != "the" and name[-1].lower() not in BODIES)
    return Speaker(tuple(name), tokens[start].start, tokens[last - 1].end, is_name=True, is_person=is_person)


def _is_noun_first(tokens: Sequence[Token], last: int) -> bool:
    """Whether a single word has its capital only as the sentence's first: "Statements from officials said"."""
    behind = tokens[last].lower if last < len(tokens) else ""
    return tokens[0].lower in ROLES or (tokens[0].lower.endswith("s") and behind in {"from", "of", "for", "in", "on", "by"})


def _body_named(tokens: Sequence[Token], start: int, last: int) -> Speaker:
    start += tokens[start].lower in DETERMINERS
    words = tuple(token.text for token in tokens[start:last])
    return Speaker(words, tokens[start].start, tokens[last - 1].end, is_name=True, is_person=False)


def _carries_name(tokens: Sequence[Token], place: int, is_last: bool) -> bool:
    token = tokens[place]
    if not token.is_word:
        return False
    if token.text.endswith(("’s", "'s", "s’")):
        return False
    if token.is_capital:
        return True
    return not is_last and (token.lower in CONNECTORS or token.text[:3] in {"al-", "el-"}) or token.text[:3] in {"al-", "el-"}


def _office_of(tokens: Sequence[Token], core: int, last: int) -> Speaker | None:
    """The name in "Secretary of State Antony Blinken": behind the office's own word."""
    if not (tokens[core - 1].is_capital and tokens[core - 1].lower in TITLES):
        return None
    start = core + 1
    while start < last and (tokens[start].lower == "the" or not tokens[start].is_capital):
        start += 1
    end = start
    while end < last and tokens[end].is_capital and not tokens[end].text.endswith(("’s", "'s")):
        end += 1
    return _name_ending_at(tokens, end, start + 1) if end - start > 2 else None


def _body(tokens: Sequence[Token], first: int, core: int, last: int) -> int:
    """Where the phrase begins without its article, when a body's name follows ("the Department of Justice")."""
    if tokens[first].lower == "the" and core - first == 2 and tokens[first + 1].is_capital:
        return first + 1
    return first
