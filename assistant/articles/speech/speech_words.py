"""The words by which the rules for speech know phrases, clauses, offices and bodies, in lower case."""

from __future__ import annotations

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SEASONS
from assistant.language.word_lists import word_groups, word_list
from assistant.language.words import FUNCTION_WORDS

_LISTS = word_groups("speech_words")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words("he it she they")
DETERMINERS = _words("a an another five four her his its many most one other several some the their three two")
ARTICLES = _words("a an her his its the their")
POSSESSIVES = _words("her his its my our their your")
NOBODY = _LISTS["nobody"]
CONJUNCTIONS = _LISTS["conjunctions"]
JOINING = _LISTS["joining"]
PREPOSITIONS = _LISTS["prepositions"]
LEADING = _LISTS["leading"]
LEADS = _LISTS["leads"]
LEAD_WORDS = _words("also and but however meanwhile so still yet")
OPENERS = _LISTS["openers"].union(ENGLISH_WEEKDAYS)
OVER = _LISTS["over"]
TIMES = _LISTS["times"].union(ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SEASONS)
STATEMENTS = _LISTS["statements"]
ADVERBS = _LISTS["adverbs"]
# What may follow the verb where no clause does: "said on Friday".
ADVERBIALS = word_list("adverbials")
COMPLEMENTS = _words("how that what whether why")
UNSAID = _LISTS["unsaid"]
# With these the subject is whom it is said of.
BE = _words("am are be been being gets got is was were")
# Verbs by which a clause is known; pasts in "-ed" are known by their end.
FINITE = word_list("finite_verbs")
ADJECTIVES = _LISTS["adjectives"]
# Nouns for those who say something.
ROLES = word_list("roles")
BEFORE_NOUNS = _LISTS["before_nouns"]
BEFORE_PLURALS = _words("all few five many most other several some three two")
INVERTING_ABROAD = _LISTS["inverting_abroad"]
# The last word of what is no person.
BODIES = word_list("bodies")
PEOPLES = _LISTS["peoples"]
NAME_OPENERS = FUNCTION_WORDS - {"may", "us", "will"} | _LISTS["name_openers"]
# Within a name.
CONNECTORS = _words("abu al bin bint da das de del della den der di do dos el ibn la le ter van von y")
FAMILY_FIRST = _LISTS["family_first"]
