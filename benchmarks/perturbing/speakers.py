"""A sentence that tells who said something to one in which another said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.names import other_persons, persons_in
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, capitalised, is_quoted, quotations, swapped

_SPEAKS = (
    r"(?:said|says|told|added|wrote|tweeted|explained|argued|claimed|noted|warned|recalled|testified"
    r"|announced|stated|insisted|acknowledged|continued)"
)
_ROLE = {
    "police": ("prosecutors", "residents", "witnesses"),
    "officials": ("critics", "activists", "residents"),
    "authorities": ("residents", "activists", "critics"),
    "prosecutors": ("police", "defense lawyers"),
    "researchers": ("officials", "activists"),
    "scientists": ("officials", "activists"),
    "experts": ("officials", "residents"),
    "investigators": ("witnesses", "neighbors"),
    "witnesses": ("police", "officials"),
    "analysts": ("officials", "critics"),
    "critics": ("supporters", "officials"),
    "supporters": ("critics", "officials"),
    "economists": ("officials", "activists"),
    "residents": ("officials", "police"),
    "lawmakers": ("prosecutors", "activists"),
    "doctors": ("officials", "patients"),
    "company": ("union", "government"),
    "lawsuit": ("company", "report"),
    "department": ("union", "company"),
    "agency": ("company", "union"),
    "report": ("lawsuit", "company"),
    "study": ("lawsuit", "company"),
    "spokesperson": ("lawyer", "judge"),
    "spokesman": ("lawyer", "judge"),
    "spokeswoman": ("lawyer", "judge"),
    "mayor": ("sheriff", "judge"),
    "governor": ("mayor", "judge"),
    "sheriff": ("mayor", "judge"),
    "judge": ("mayor", "sheriff"),
    "attorney": ("judge", "sheriff"),
}  # fmt: skip
_ROLE_SPEAKS = re.compile(
    rf"(?i)(?<![\w-])(?P<a>{'|'.join(_ROLE)})(?= {_SPEAKS}\b)|(?<=\bsaid the )(?P<b>{'|'.join(_ROLE)})(?=\.$|,)"
    rf"|(?<=ccording to )(?P<c>police|officials|authorities|prosecutors|investigators|witnesses)(?=[.,])"
)


# "The company said", but not "the utility company said"; "US officials", but not "Biden officials".
_DETERMINER = re.compile(r"(?i)\b(?:the|a|this|that) $")
_NO_NAME = re.compile(r"(?:^|[^\w.’'] ?|\b[a-z][\w’'-]* |\b(?:US|UK|EU|The|Some|Several) )$")


def change_speaker(original: Original, chance: Random) -> Iterator[Change]:
    """Who said it: another person of the same article, or another sort of people."""
    text = original.sentence
    others = other_persons(original)
    for person in persons_in(original.article):
        if person.last not in text:
            continue
        free = [other for other in others if other.last != person.last and (other.is_woman == person.is_woman)]
        for name, attribute in ((person.full, "full"), (person.last, "last")):
            span = _speaker_span(name, text)
            if span and free and len(re.findall(rf"\b{re.escape(person.last)}\b", text)) == 1:
                new = str(getattr(chance.choice(free), attribute))
                subkind = "of a quotation" if quotations(text) else "of a report"
                yield Change(subkind, swapped(text, *span, new), name, new)
                break
    for found in _ROLE_SPEAKS.finditer(text):
        name = next(name for name in "abc" if found[name])
        free_roles = [role for role in _ROLE[found[name].lower()] if not re.search(rf"(?i)\b{role[:6]}", original.seen)]
        needed = _DETERMINER if not found[name].endswith(("s", "police")) else _NO_NAME
        if not needed.search(text[: found.start(name)]):
            continue
        if free_roles and not is_quoted(text, found.start()):
            new = chance.choice(free_roles)
            new = capitalised(new) if found[name][0].isupper() else new
            yield Change("role", swapped(text, *found.span(name), new), found[name], new)


def _speaker_span(name: str, text: str) -> tuple[int, int] | None:
    """Where the name stands as the one who speaks."""
    escaped = re.escape(name)
    before = rf"(?<![\w-])(?<![A-Z]\. )(?P<a>{escaped})(?=(?:, [^,\"“”]+,)? {_SPEAKS}\b)"
    after = rf"\b{_SPEAKS} (?:[A-Z][\w.]+ |(?:[a-z-]+ ){{0,3}})?(?P<b>{escaped})(?=[,.]| (?:in|on|at|of)\b)"
    found = re.search(before, text) or re.search(after, text)
    if found is None or is_quoted(text, found.start()):
        return None
    span = found.span("a") if found.groupdict().get("a") else found.span("b")
    if (
        " " not in name
        and re.search(r"[A-Z][\w’'.-]*\s$", text[: span[0]])
        and not re.search(r"\b(?:Sen|Rep|Gov|Dr|President|Mr|Mrs|Ms)\.? $", text[: span[0]])
    ):
        return None
    return span
