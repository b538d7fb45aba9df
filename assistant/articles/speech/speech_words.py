"""The words by which the rules for speech know phrases, clauses, offices and bodies, in lower case."""

from __future__ import annotations

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SEASONS
from assistant.language.word_lists import word_list
from assistant.language.words import FUNCTION_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words("he it she they")
DETERMINERS = _words("a an another five four her his its many most one other several some the their three two")
ARTICLES = _words("a an her his its the their")
POSSESSIVES = _words("her his its my our their your")
# Whoever says these outside quotation marks is the author, or nobody who could be named.
NOBODY = _words(
    """
    a an anyone anything everyone everything her his i its nobody nothing one people someone something that the
    their there these this those to we what where which who whom whose you
    """
)
# Where a clause begins, and with it the phrase of whoever speaks.
CONJUNCTIONS = _words(
    """
    after although as because before but how if nor since so than that though until what when where whether which
    while whom whose why yet
    """
)
# Between two nouns of one phrase.
JOINING = _words(
    """
    all and as both even half into just like many nor not off only or quite such than toward towards upon
    """
)
# What follows a noun: "officials in Kyiv", "people familiar with the matter".
PREPOSITIONS = _words(
    """
    about across against among at based behind between briefed by called close during familiar for from in
    including inside involved named near of on outside over representing speaking that to under which who whose
    who’s with within without
    """
)
# What opens "On Friday," or "In a statement,": no phrase of a speaker begins with it.
LEADING = _words(
    """
    about after amid as at before by despite during following for from in like of on over since through to under
    until with
    """
)
LEADS = _words(
    """
    according after asked at before by citing despite during earlier following for from however in last later
    meanwhile on over since speaking still to under with
    """
)
LEAD_WORDS = _words("also and but however meanwhile so still yet")
# What may stand before whoever speaks.
OPENERS = _words(
    """
    additionally afterward afterwards also and but earlier finally however instead last later meanwhile moreover
    nevertheless next nonetheless now or previously recently separately so still then this today yesterday yet
    """
).union(ENGLISH_WEEKDAYS)
# Behind a speaker who stands behind the verb: here the phrase is over.
OVER = _words(
    """
    after although amid as because before but during earlier following if last later on since this though through
    today tonight until via when where while yesterday
    """
)
TIMES = _words(
    """
    afternoon day days evening hours moment month months morning night point time today tonight week weekend weeks
    year years yesterday
    """
).union(ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SEASONS)
# Where and how something was said: "in a statement".
OCCASIONS = _words(
    """
    blog briefing call conference email event filing hearing interview letter meeting memo message news note phone
    post press rally release report speech statement telephone tweet video
    """
)
# What may be said to be "saying" something.
STATEMENTS = _words(
    """
    article book complaint email filing lawsuit letter memo message note post report statement tweet video
    """
)
# Between whoever speaks and the verb.
ADVERBS = _words(
    """
    again all already also both did earlier even first further had has have herself himself itself just later now
    often once previously recently repeatedly reportedly still themselves then
    """
)
# What may follow the verb where no clause does: "said on Friday".
ADVERBIALS = word_list("adverbials")
COMPLEMENTS = _words("how that what whether why")
# Before a verb these take its word back or leave it open.
UNSAID = _words(
    """
    can can't cannot can’t could couldn't couldn’t did didn't didn’t do does doesn't doesn’t don't don’t hasn't
    hasn’t haven't haven’t if let may might must never nor not n’t should shouldn’t to will without won't won’t
    would wouldn't wouldn’t
    """
)
# With these the subject is whom it is said of.
BE = _words("am are be been being gets got is was were")
# Verbs by which a clause is known; pasts in "-ed" are known by their end.
FINITE = word_list("finite_verbs")
# Such forms as are none.
ADJECTIVES = _words(
    """
    accused affected alleged armed beloved celebrated certified concerned displaced elected experienced injured
    named registered renowned retired trusted united wounded
    """
)
# Nouns for those who say something.
ROLES = word_list("roles")
# Before these no verb stands.
BEFORE_NOUNS = _words(
    """
    a about against amid an any by for from her his in into its more my no of on our over such than that the their
    these this those with your
    """
)
BEFORE_PLURALS = _words("all few five many most other several some three two")
# Behind a quotation, before their speaker, in German, Spanish and French.
INVERTING_ABROAD = _words(
    """
    affirme affirmé afirmó aseguró betonte declaró dice dijo dit déclare déclaré erklärte explicó explique sagt
    sagte schrieb
    """
)
# The last word of what is no person.
BODIES = word_list("bodies")
# Of many people, never one person's last name.
PEOPLES = _words(
    """
    americans britons conservatives democrats europeans liberals progressives republicans russians tories
    ukrainians
    """
)
# Capital as the first word of a sentence, and no part of a name.
NAME_OPENERS = FUNCTION_WORDS - {"may", "us", "will"} | _words(
    """
    although amid among another asked despite earlier even however last later like many meanwhile next said say says
    several still three two
    """
)
# Within a name.
CONNECTORS = _words("abu al bin bint da das de del della den der di do dos el ibn la le ter van von y")
# Family names that stand first: then one word of such a name means the whole.
FAMILY_FIRST = _words(
    """
    ban chen choi deng hu huang jiang jung kim li lin liu mao moon nguyen tran wang wu xi yang yoon zhang zhao
    zhou
    """
)
