"""The words by which the rules for speech know phrases, clauses, offices and bodies, in lower case."""

from __future__ import annotations

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, SEASONS


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
ADVERBIALS = _words(
    """
    about adding after afterward afterwards again against ahead amid and as at because before between but by
    calling citing describing during earlier early explaining following for friday from here in inside instead
    last late later monday near noting of on once outside over pointing recently referring saturday speaking
    sunday there this through thursday to today tonight tuesday under upon using via wednesday when where while
    who with yesterday
    """
)
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
FINITE = _words(
    """
    am are be became been began broke brought built came can caught chose comes could did do does drew drove ended
    faces fell fought found gave gets gives goes got grew had has have held helps hit holds hopes hurt is kept
    knew leads led left let lost made makes may meant met might must paid plans put ran read remains rose said sat
    saw says sent set shall shot should showed shows sold sought spent spoke stood struck takes thought told took
    walks want wants was went were will won would wrote
    """
)
# Such forms as are none.
ADJECTIVES = _words(
    """
    accused affected alleged armed beloved celebrated certified concerned displaced elected experienced injured
    named registered renowned retired trusted united wounded
    """
)
# Nouns for those who say something.
ROLES = _words(
    """
    activist activists administration advocate advocates agencies agency ambassador analyst analysts attorney
    attorneys author authorities authority authors bank board brother charity coach commander commanders committee
    companies company complaint council court courts critic critics customers data daughter department detective
    detectives diplomat diplomats doctor doctors document documents dozens driver economist economists employee
    employees executive executives expert experts eyewitnesses family farmer farmers father few filing firefighter
    firefighters firm firms forecaster forecasters friend friends general generals government governments governor
    group groups half hundreds husband inspector inspectors investigator investigators investor investors judge
    judges justice justices lawmaker lawmakers lawsuit lawyer lawyers leader leaders local locals man many mayor
    millions minister ministers ministry mother neighbor neighbors officer officers official officials opponents
    organization organizer organizers others owner owners parents passengers people person player players police
    poll president professor prosecutor prosecutors protester protesters regulator regulators relative relatives
    report reports rescuer rescuers researcher researchers resident residents scientist scientists senator
    senators sheriff sister soldier soldiers some son source sources spokesman spokespeople spokesperson
    spokeswoman statement student students studies study suit supporters survey surveys survivor survivors teacher
    teachers thousands trader traders union unions victim victims voters wife witness witnesses woman worker
    workers
    """
)
# What a thing does too: a fact suggests.
OF_FACTS = _words(
    """
    confirmed confirms indicate indicated indicates reveal revealed reveals signal signaled signals suggest
    suggested suggests
    """
)
# Verbs that are as often plural nouns: "the adviser pointed to finance reports".
PLURALS = _words(
    """
    answers calls claims comments counters demands estimates fears notes pledges posts promises replies reports
    signals states tweets vows
    """
)
# Before these no verb stands.
BEFORE_NOUNS = _words(
    """
    a about against amid an any by for from her his in into its more my no of on our over such than that the their
    these this those with your
    """
)
BEFORE_PLURALS = _words("all few five many most other several some three two")
# Verbs that a clause follows whatever its own verb looks like.
OPEN = _words(
    """
    argue argued argues believe believed believes expect expects said say says tells think thinks thought told
    warn warned warns
    """
)
# Verbs that a quoted piece may follow.
NAMING = _words("call called calling calls describe described describes describing speaks spoke warned warns")
# Behind a quotation, before their speaker, in German, Spanish and French.
INVERTING_ABROAD = _words(
    """
    affirme affirmé afirmó aseguró betonte declaró dice dijo dit déclare déclaré erklärte explicó explique sagt
    sagte schrieb
    """
)
# Others take an object in this place: "the club, announced a week ago".
INVERTING_CLAUSES = _words("afirmó dijo erklärte explained sagt sagte said says warned")
# Before a name they tell who it is, and are no part of it.
TITLES = _words(
    """
    acting activist actor actress adm. admiral ambassador analyst archbishop attorney author ayatollah bishop
    capt. captain cardinal ceo cfo chair chairman chairwoman chancellor chef chief cllr co-founder coach cofounder
    col. colonel commander commissioner comptroller congressman congresswoman contributor coo corporal
    correspondent councillor councilman councilwoman counsel courtesy cpl. dame democrat democratic deputy det.
    detective director district doctor dr dr. drummer duchess duke economist editor executive father firefighter
    first former founder gen gen. general goalie gop gov gov. governor guitarist headmaster headteacher historian
    hon. host imam inspector investigator journalist judge justice king lady lawyer leader lieutenant lord lt.
    maj. major majority manager mayor meteorologist midfielder minister minority miss mr mr. mrs mrs. ms ms.
    novelist officer owner paramedic pastor pilot pope premier president prime prince princess private prof.
    professor pvt. quarterback queen rabbi refugees rep rep. reporter representative reps. republican researcher
    rev. reverend scientist secretary sen sen. senator sens. sergeant sgt. sheikh sheriff singer sir speaker
    spokesman spokesperson spokeswoman staff state striker superintendent supt. treasurer trooper undersecretary
    veteran vice whip
    """
)
TITLES_OF_WOMEN = _words(
    """
    actress chairwoman congresswoman dame duchess lady miss mrs mrs. ms ms. princess queen spokeswoman
    """
)
TITLES_OF_MEN = _words(
    """
    actor ayatollah chairman congressman duke father imam king lord mr mr. pope prince sir spokesman
    """
)
# The last word of what is no person.
BODIES = _words(
    """
    act administration agency airlines airways alliance april army assembly association august authority avenue
    bank beach bill board brigade brothers bureau business campaign capital center centre church city club
    coalition college commission committee community company congress corp corporation corps council country
    county court day december defence defense department division electric embassy entertainment february
    federation force forces foundation friday fund government group guard guardian holdings hospital hotel house
    inc inc. industries initiative institute institution intelligence island january journal july june kingdom
    laboratory law league ltd magazine march may media ministry monday month motors museum nations navy network
    news november october office organisation organization palace park parliament partners party pictures plan
    police post press program programme project records report research reserve river road sachs saturday school
    senate september service services society state states street studios sunday system team thursday times
    treasury tribune trust tuesday union university ventures watch wednesday week works world year
    """
)
# Of many people, never one person's last name.
PEOPLES = _words(
    """
    americans britons conservatives democrats europeans liberals progressives republicans russians tories
    ukrainians
    """
)
# Capital as the first word of a sentence, and no part of a name.
NAME_OPENERS = _words(
    """
    a about according after against all also although amid among an and another are as asked at because before
    between both but by can could despite did do does during earlier even following for from had has have he her
    here his how however i if in is it its just last later like many meanwhile might most must my next no not now
    of on one only or other our over said say says several she should since so some still that the their then
    there these they this those though three through to two under until was we were what when where which while
    who why with would yet you
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
