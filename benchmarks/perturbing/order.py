"""A sentence to one that turns a comparison, a direction, a sequence or two parties round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.dates import WEEKDAYS
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, stands_in, swapped

# What becomes what, by subkind; an expression where a word alone would be unsafe.
_TURNS: dict[str, tuple[tuple[str, str], ...]] = {
    "more or less": (
        (r"\bmore than (?=[$£€\d]|a |an |half|two|three|four|five|six|ten|twice|any|the|one)", "less than"),
        (r"\b[Mm]ore than (?=[\d,]+ [a-z]+s\b)", "fewer than"),
        (r"\bless than (?=[$£€\d]|a |half|two|three)", "more than"),
        (r"\bfewer than\b", "more than"),
        (r"\bmore (?=likely|expensive|popular|common|dangerous|difficult|important|severe|effective|powerful"
         r"|vulnerable|diverse|serious|complicated)", "less"),
        (r"\bless (?=likely|expensive|popular|common|dangerous|severe|effective|powerful|vulnerable|diverse"
         r"|serious|contagious)", "more"),
        (r"\bat least (?=[$£€\d]|two|three|four|five|six|seven|eight|nine|ten)", "at most"),
        (r"\bhigher (?=than|in|among|prices?|rates?|costs?|risk|levels?|wages|interest|temperatures)", "lower"),
        (r"\blower (?=than|in|among|prices?|rates?|costs?|risk|levels?|interest|inflation|temperatures)", "higher"),
        (r"\b(?:larger|bigger) (?=than)", "smaller"),
        (r"\bsmaller (?=than)", "larger"),
        (r"\bolder (?=than)", "younger"),
        (r"\byounger (?=than)", "older"),
        (r"\bfaster (?=than)", "slower"),
        (r"\blonger (?=than)", "shorter"),
        (r"\bbetter (?=than)", "worse"),
        (r"\bworse (?=than)", "better"),
        (r"\babove (?=[$\d]|average|normal|the (?:average|target|level))", "below"),
        (r"\bbelow (?=[$\d]|average|normal|the (?:average|target|level))", "above"),
    ),
    "up or down": (
        (r"\brose (?!to (?:fame|power|prominence|the))"
         r"(?=by|to|from|\d|more|less|sharply|slightly|in|for|nearly|about|above)", "fell"),
        (r"\bfell (?=by|to \d|to \$|from \d|\d|more|less|sharply|slightly|nearly|about|below)", "rose"),
        (r"\bincreased (?=by|to|from|\d|its|the|sharply|in)", "decreased"),
        (r"\b(?:decreased|declined) (?=by|from|\d|sharply)", "increased"),
        (r"\b(?:climbed|jumped|surged|soared) (?=by|to \d|\d|more|nearly|about)", "dropped"),
        (r"\b(?:dropped|plunged|tumbled|slumped|slid) (?=by|to \d|\d|more|nearly|about)", "jumped"),
        (r"\bup (?=\d[\d.]*%|from \d)", "down"),
        (r"\bdown (?=\d[\d.]*%|from \d)", "up"),
        (r"\ban increase (?=of|in|from)", "a decrease"),
        (r"\bincrease (?=of|in|from)", "decrease"),
        (r"\ba (?:decrease|decline|drop) (?=of|in|from)", "an increase"),
        (r"\b(?:rising|increasing|growing) (?=prices|costs|rates|inflation|demand|number|temperatures)", "falling"),
        (r"\bfalling (?=prices|costs|rates|inflation|demand|number|temperatures)", "rising"),
        (r"\bgained (?=\d|about|nearly|more)", "lost"),
        (r"\blost (?=\d[\d.]*%|about \d|nearly \d|more than)", "gained"),
        (r"\braised (?=interest|rates|prices|the (?:price|minimum|target|limit|ceiling|cost|age|tax|threshold"
         r"|rate)|its (?:price|target|forecast|rate|guidance|outlook|key))", "lowered"),
        (r"\bwiden(?=ed|ing)", "narrow"),
    ),
    "before or after": (
        (r"\bafter (?!all\b|party|hours|school|math|that|him\b|her\b|them\b|it\b|midnight|noon)(?=[a-z]+ing\b"
         r"|the |his |her |their |a |an |it |he |she |they |[A-Z])", "before"),
        (r"\bbefore (?!long|him\b|them\b|Congress|(?:a|the|his|her) (?:\w+ )?(?:judge|court|committee|panel|House"
         r"|Senate|jury|commission|board|grand|council|cameras?))(?=[a-z]+ing\b|the |his |her |their |a |an |it "
         r"|he |she |they |[A-Z])", "after"),
        (r"\bAfter (?=[a-z]+ing\b|the |his |her |their )", "Before"),
        (r"\bBefore (?=[a-z]+ing\b|the |his |her |their )", "After"),
        (r"\bthe first (?=(?:time|person|woman|man|president|state|country|team|player|day|game)\b)", "the last"),
        (r"\bthe last (?=(?:time|person|woman|man|president|state|country|team|player|game)\b)", "the first"),
        (r"\bbegan (?=in|on|his|her|their|at)", "ended"),
        (r"\bended (?=in \d|on|his|her|their|at)", "began"),
        (r"\bfollowing (?=a |the |his |her |their )", "before"),
    ),
    "superlative": (
        (r"\b(?:largest|biggest)\b", "smallest"),
        (r"\bsmallest\b", "largest"),
        (r"\bhighest\b", "lowest"),
        (r"\blowest\b", "highest"),
        (r"\bworst\b(?!-case)", "best"),
        (r"\b(?<!at )(?<!the very )best (?=in|of|season|year|record|known|picture|performance|team|player)", "worst"),
        (r"\boldest\b", "youngest"),
        (r"\byoungest\b", "oldest"),
        (r"\bfastest\b", "slowest"),
        (r"\blongest\b", "shortest"),
        (r"\bmost (?=popular|common|expensive|dangerous|important|powerful|vulnerable|successful|likely)", "least"),
        (r"\bdeadliest\b", "least deadly"),
        (r"\bmost of (?=(?:the|its|his|her|their|those) [a-z]+s\b)", "few of"),
        (r"\brichest\b", "poorest"),
        (r"\bpoorest\b", "richest"),
    ),
    "opposite": (
        (r"\bapproved (?=the|a|an|by|its|his)", "rejected"),
        (r"\brejected (?=the|a|an|by|its|his|claims|calls)", "approved"),
        (r"\b(?:supports|backs) (?=the|a|an|his|her|abortion)", "opposes"),
        (r"\b(?<!be )(?<!been )(?<!was )(?<!were )(?<!are )(?:supported|backed) (?=(?:the|a|an|his|her) )", "opposed"),
        (r"\bopposes (?=the|a|an|his|her|abortion)", "supports"),
        (r"\bopposed (?=the|a|an|his|her)", "supported"),
        (r"\bwon (?=the|a|an|his|her|by|in|their|re)", "lost"),
        (r"\blost (?=the (?:game|election|race|match|vote|primary|title)|his (?:race|bid|title|seat)|her (?:race"
         r"|bid|seat))", "won"),
        (r"\bbought (?=the|a|an|\d|its)", "sold"),
        (r"\bsold (?=the|a|its|his|her)", "bought"),
        (r"\b(?<!not )guilty\b(?! of)", "not guilty"),
        (r"\bnot guilty\b", "guilty"),
        (r"\blegal (?=in|to|for|abortion)", "illegal"),
        (r"\billegal (?=in|to|for)", "legal"),
        (r"\bincluding (?=the|a|an|[A-Z]|two|three|one)", "excluding"),
        (r"\bnorth (?=of)", "south"),
        (r"\bsouth (?=of)", "north"),
        (r"\bnorthern (?=[A-Z])", "southern"),
        (r"\bsouthern (?=[A-Z])", "northern"),
        (r"\beastern (?=[A-Z])", "western"),
        (r"\bwestern (?=[A-Z])", "eastern"),
        (r"\baccepted (?=the|a|an|his|her)", "refused"),
        (r"\bwith (?=help|support|approval) ", "without "),
        (r"(?<=\ba )majority of\b", "minority of"),
        (r"\bstrengthen(?=ed|ing)", "weaken"),
        (r"\bweaken(?=ed|ing)", "strengthen"),
        (r"\bpraised\b", "criticized"),
        (r"\bcriticized\b", "praised"),
        (r"\bhired (?=the|a|as|by)", "fired"),
        (r"\barrived (?=in|at)", "left from"),
        (r"\bsafe (?=to|for)", "unsafe"),
        (r"\ballowed to\b", "forbidden to"),
        (r"\bsucceeded in\b", "failed at"),
        (r"\bpublic (?=school|company|university|schools|companies)", "private"),
    ),
}  # fmt: skip
_TURN = {subkind: tuple((re.compile(pattern), new) for pattern, new in turns) for subkind, turns in _TURNS.items()}
_IDIOM = re.compile(
    r"(?i)\b(?:no more|once more|more and more|ever before|never before|day after day|year after|one after"
    r"|look\w* after|named after|(?:shortly|soon|right|just|days?|weeks?|months?|years?|hours?"
    r"|minutes?) after it|best known|at best|at worst|worst of all|sought after|before and after|for better"
    r"|not less|no less|much less|come after|came after|go after|take after|goes after|went after|even after"
    r"|only after)\b"
)
_DOES_TO = (
    "beat|beats|defeated|defeats|sued|accused|accuses|attacked|praised|criticized|told|endorsed|endorses"
    "|fired|hired|replaced|replaces|invited|outscored|urged|blamed|shot|killed|thanked|defended"
    "|interviewed|succeeded|succeeds|overtook|acquired|bought"
)
_NAMED = r"(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2})"
_PARTIES = re.compile(
    rf"^(?P<a>{_NAMED}) (?P<verb>(?:has |have |had )?(?:{_DOES_TO})) (?P<b>{_NAMED})(?=[,.](?! ?[A-Z])| (?:for"
    rf"|of|to|in|on|that|with|at|during|after|over|as|and|by|from|last|when|\d))"
)


def turn_round(original: Original, _chance: Random) -> Iterator[Change]:
    """More for less, rose for fell, before for after, largest for smallest, won for lost; who did it to whom."""
    text = original.sentence
    for subkind, turns in _TURN.items():
        for pattern, new in turns:
            found = list(pattern.finditer(text))
            if len(found) != 1:
                continue
            start, end = found[0].span()
            around = text[max(0, start - 25) : end + 10]
            old = text[start:end]
            if _IDIOM.search(around) or (old.startswith("safe") and re.search(r"\b(?:whether|what|how|if)\b", text)):
                continue
            if re.search(r"\b(?:in|for) $", text[:start]) and re.match(
                r"[\w, ]{1,20}(?:years|decades|months|weeks|days)\b", text[end:]
            ):
                continue  # the largest in more than 50 years is the largest in fewer
            if " " not in new.strip() and stands_in(new.strip(), text):
                continue
            new_end = new if old.endswith(" ") == new.endswith(" ") else new.rstrip() + " " * old.endswith(" ")
            if old[0].isupper():
                new_end = new_end[0].upper() + new_end[1:]
            yield Change(subkind, swapped(text, start, end, new_end), old.strip(), new_end.strip())
    yield from _change_parties(original)


def _change_parties(original: Original) -> Iterator[Change]:
    text = original.sentence
    found = _PARTIES.match(text)
    if found is None or found["a"].split()[0] in {
        "The",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "But",
        "And",
        "In",
        "On",
        "That",
        "This",
        "Who",
        "What",
        "When",
        "There",
        "Police",
        "Officials",
    }:
        return
    if found["b"].split()[0] in {"The", "CNN", "USA", "Mr", "President", *WEEKDAYS}:
        return
    if text.count(found["a"]) == text.count(found["b"]) == 1:
        new = f"{found['b']} {found['verb']} {found['a']}"
        yield Change("parties", swapped(text, *found.span(), new), found[0], new)
