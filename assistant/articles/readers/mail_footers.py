"""A newsletter's text without the lines that are about the newsletter: how to leave it, or see it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FOOTER = re.compile(
    r"\bunsubscribe\b|\bopt out\b|\b(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)\b"
    r"|\byou(?:'re| are|’re)? (?:receiving|received|getting|got) this (?:e-?mail|newsletter|message)\b"
    r"|\b(?:abmelden|abbestellen|abbestellung|désabonner|désinscrire|désinscription|darse de baja|cancelar (?:la |su )?"
    r"suscripción|cancelar inscrição|annulla (?:l[’'])?iscrizione|disiscriv\w+|afmelden|uitschrijven|wypisz)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:view|read|open) (?:this |it )?(?:e-?mail |message |newsletter )?"
    r"(?:in (?:your |a |the )?(?:web )?browser|online)\b"
    r"|\bim browser (?:ansehen|anzeigen|öffnen)\b|\bvoir (?:cet e-?mail )?(?:en ligne|dans (?:le|votre) navigateur)\b"
    r"|\bver en (?:el|su|tu) navegador\b",
    re.IGNORECASE,
)
_LONGEST = 400  # characters of a paragraph that is about the newsletter alone
_HEAD_PARAGRAPHS = 3
# A footer is at the end and small: what it is cut off with may be so long, or such a share of the text.
_MOST_CHARACTERS, _MOST_SHARE = 600, 0.15


def without_footers(texts: Sequence[str]) -> str:
    """The texts of a mail as one, without what is clearly a footer, or a line on top that leads to the web."""
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]
    while paragraphs and any(_is(_HEAD, paragraph) for paragraph in paragraphs[:_HEAD_PARAGRAPHS]) and paragraphs[1:]:
        paragraphs.remove(next(paragraph for paragraph in paragraphs if _is(_HEAD, paragraph)))
    whole = "\n\n".join(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        rest = "\n\n".join(paragraphs[number:])
        if number and _is(_FOOTER, paragraph) and len(rest) <= max(_MOST_CHARACTERS, _MOST_SHARE * len(whole)):
            return "\n\n".join(paragraphs[:number])
    return whole


def _is(pattern: re.Pattern[str], paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST and bool(pattern.search(paragraph))
