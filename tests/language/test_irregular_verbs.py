"""The irregular verbs of English grammars tell a past and a passive."""

import pytest

from assistant.language.tense import verbs_in

# Base, past and participle, as school grammars list them; without verbs whose past is their base ("cut"), that
# mostly say something else ("bound", "meant", "had"), or that are rarely met ("smite").
VERBS = """
arise arose arisen, awake awoke awoken, bear bore borne, become became become, begin began begun, bend bent bent,
bite bit bitten, bleed bled bled, blow blew blown, break broke broken, breed bred bred,
bring brought brought, build built built, buy bought bought, catch caught caught, choose chose chosen,
cling clung clung, come came come, creep crept crept, deal dealt dealt, dig dug dug, do did done, draw drew drawn,
drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed fed, feel felt felt,
fight fought fought, find found found, flee fled fled, fling flung flung, fly flew flown, forbid forbade forbidden,
forget forgot forgotten, forgive forgave forgiven, freeze froze frozen, get got got, give gave given, go went gone,
grind ground ground, grow grew grown, hang hung hung, hear heard heard, hide hid hidden, hold held held,
keep kept kept, kneel knelt knelt, know knew known, lead led led, leave left left, lend lent lent, lie lay lain,
light lit lit, lose lost lost, make made made, meet met met, mistake mistook mistaken,
overcome overcame overcome, pay paid paid, ride rode ridden, ring rang rung, rise rose risen, run ran run,
say said said, see saw seen, seek sought sought, sell sold sold, send sent sent, shake shook shaken,
shine shone shone, shoot shot shot, show showed shown, shrink shrank shrunk, sing sang sung, sink sank sunk,
sit sat sat, sleep slept slept, slide slid slid, speak spoke spoken, spend spent spent, spin spun spun,
spring sprang sprung, stand stood stood, steal stole stolen, stick stuck stuck, sting stung stung,
strike struck struck, strive strove striven, swear swore sworn, sweep swept swept, swim swam swum, swing swung swung,
take took taken, teach taught taught, tear tore torn, tell told told, think thought thought, throw threw thrown,
tread trod trodden, undergo underwent undergone, understand understood understood, undertake undertook undertaken,
wake woke woken, wear wore worn, weave wove woven, weep wept wept, win won won, wind wound wound,
withdraw withdrew withdrawn, withhold withheld withheld, withstand withstood withstood, wring wrung wrung,
write wrote written
"""
FORMS = [verb.split() for verb in VERBS.replace("\n", " ").split(",")]


@pytest.mark.parametrize(("base", "past", "participle"), FORMS)
def test_the_past_and_the_passive_look_back_and_the_base_looks_ahead(base: str, past: str, participle: str) -> None:
    assert False in ways_it_looks(f"The crew {past} it on 3 June."), past
    assert False in ways_it_looks(f"The rope was {participle} on 3 June."), participle
    assert True in ways_it_looks(f"The crew will {base} it on 3 June."), base


def ways_it_looks(sentence: str) -> set[bool | None]:
    return {verb.ahead for verb in verbs_in(sentence)}
