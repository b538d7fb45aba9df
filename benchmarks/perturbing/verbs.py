"""A verb's base form to its other forms, and back."""

from __future__ import annotations

_IRREGULAR = """
be was been|become became become|begin began begun|break broke broken|bring brought brought|build built built
buy bought bought|catch caught caught|choose chose chosen|come came come|deal dealt dealt|do did done
draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|feel felt felt|fight fought fought
find found found|fly flew flown|get got gotten|give gave given|go went gone|grow grew grown|have had had
hear heard heard|hold held held|keep kept kept|know knew known|lead led led|leave left left|lose lost lost
make made made|mean meant meant|meet met met|pay paid paid|ride rode ridden|rise rose risen|run ran run
say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|shake shook shaken|show showed shown
sing sang sung|sink sank sunk|speak spoke spoken|spend spent spent|stand stood stood|steal stole stolen
strike struck struck|swear swore sworn|take took taken|teach taught taught|tell told told|think thought thought
throw threw thrown|understand understood understood|wear wore worn|win won won|withdraw withdrew withdrawn
write wrote written|overcome overcame overcome|undergo underwent undergone|shoot shot shot|fight fought fought
sit sat sat|drink drank drunk|forget forgot forgotten|hide hid hidden|lay laid laid|sleep slept slept
wake woke woken|bear bore borne|slay slew slain|lend lent lent
"""
_REGULAR = """
accept accuse achieve acknowledge acquire act add address admit adopt advise affect agree aim allege allow announce
answer anticipate apologize appeal appear apply appoint approve argue arrest arrive ask assault assist attack attempt
attend avoid award back ban believe belong blame block boost call cancel carry cause celebrate challenge change charge
check cite claim clash clear climb close collapse collect comment commit compare compete complain complete concede
conclude condemn conduct confirm consider construct contact contain continue contract contribute control convict cover
crash create criticize cross damage debut decide declare decline defeat defend delay deliver demand demonstrate deny
depart deploy describe destroy detain determine develop die direct disagree disappear discover discuss dismiss drop
earn edge elect eliminate emerge employ encourage end endorse endure enjoy enter escape establish estimate evacuate
examine exceed expand expect experience explain explode expose express extend face fail favor feature file fill finish
fire focus follow force form gain gather grant halt handle happen help hire hope host identify ignore impose imprison
improve include increase indicate inform injure insist inspect inspire intend introduce invest investigate invite
involve issue jail join jump kick kill land last laugh launch learn like limit list live look lower maintain manage
march mark marry mention move murder name need nominate note notice obtain occur offer open operate oppose order
organize outline own participate pass perform permit persuade place plan play plead pledge plunge point postpone
praise predict prefer prepare present press prevent probe produce promise promote propose protect protest prove
provide publish pull purchase push qualify question raise reach react realize receive recognize recommend record
recover reduce refer reflect refuse regain reject relate release rely remain remember remove rename repeat replace
reply report represent request require rescue reside resign resolve respond restore result resume retain retire return
reveal reverse review rule save schedule score search secure seem serve settle share shift sign slam slow soar spark
sponsor spot start state stay step stop struggle study stumble submit succeed sue suffer suggest support surge surpass
surprise surrender survive suspect suspend tackle talk target terminate test testify threaten top total touch tour
track trade transfer travel trigger trust try tumble turn unveil urge use utilize vary view violate visit vote vow
wait walk want warn watch welcome witness wonder work worry wound
"""
_DOUBLED = frozenset(
    "admit ban bar chat commit compel control drop expel occur permit plan propel rebel refer scrap shun slam "
    "spot step stop stun submit transfer trim".split()
)
_UNCHANGED = "cut hit hurt let put set shut spread cost quit split bet beat cast rid".split()


def _parts() -> dict[str, tuple[str, str]]:
    """Each base form with its past and its participle."""
    parts = {base: (past_by_rule(base), past_by_rule(base)) for base in _REGULAR.split()}
    for line in _IRREGULAR.replace("\n", "|").split("|"):
        if line.strip():
            base, past, participle = line.split()
            parts[base] = (past, participle)
    parts |= {base: (base, base) for base in _UNCHANGED}
    parts["beat"] = ("beat", "beaten")
    parts["flee"] = ("fled", "fled")
    return parts


def past_by_rule(base: str) -> str:
    """The past of a regular verb."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLED else "") + "ed"


def third_by_rule(base: str) -> str:
    """The form for he, she and it."""
    special = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
    if base in special:
        return special[base]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


PARTS = _parts()
PAST = {base: past for base, (past, _) in PARTS.items()}
PARTICIPLE = {base: participle for base, (_, participle) in PARTS.items()}
THIRD = {base: third_by_rule(base) for base in PARTS}
BASE_OF_PAST = {past: base for base, past in PAST.items() if past != base}
BASE_OF_THIRD = {third: base for base, third in THIRD.items()}
BASE_OF_PARTICIPLE = {participle: base for base, participle in PARTICIPLE.items()}
