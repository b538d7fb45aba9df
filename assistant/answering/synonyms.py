"""Words and phrases of news English that say nearly the same, to find a question's term in a sentence's other words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.answering.coverage import Terms, stem, stems_in
from assistant.answering.words import words_of

# Each line says one thing; a word may stand in several. Sisters do not belong together: cod is no herring, a mayor no
# minister, and a question for the one is not answered by the other.
_GROUPS = """
head, lead, chair, run, in charge, at the helm, direct, oversee, preside, manage
chairman, chairwoman, chairperson, chair, head
chief executive, ceo, boss, head
boss, head, chief, director, manager
take over, succeed, replace, step in, stand in, take charge, run, acting, fill in
successor, succeed, replace, take over
appoint, name, nominate, choose, pick, install, hire
elect, vote in, win the election
resign, step down, quit, stand down, leave office, give up
dismiss, fire, sack, oust, remove, lay off
suspend, halt, stop, freeze, pause
absence, suspend, away
retire, step down, stop working
begin, start, open, launch, kick off, get under way, set off, come into force, take effect
end, finish, close, stop, conclude, run out, expire, be over
continue, carry on, go on, keep
break down, stop, fail, pack up, go out, stall, seize up, out of order, cut out
fail, failure, collapse, stop, not work, give way
defect, fault, flaw, failure
rescue, save, bring to safety, pull from, pick up, take off, evacuate, bring ashore, pluck
safety, safe
evacuate, leave home, bring to safety, move out, flee
build, construct, erect, put up
rebuild, reconstruct, rebuilt, contract, restore, replace
repair, mend, fix, restore, put right
contract, deal, order, tender, award
award, go to, grant, win
hire, take on, employ, recruit
wind, gust, gale, blow, breeze
storm, gale, hurricane, tempest
strong, strength, speed, force, powerful
flood, under water, inundate, deluge, submerge, water
under water, flood, submerge, inundate
rain, rainfall, downpour
snow, snowfall, blizzard
tailback, queue, jam, congestion, backed up, line
traffic, cars, vehicles
crash, collision, collide, accident, hit
accident, crash, collision, mishap
strike, hit, collide, run into, ram
strike, walkout, walk out, stoppage, industrial action, down tools
sink, go down, founder, capsize, wreck
run aground, aground, ground, struck
boat, vessel, ship, trawler, craft
ship, vessel, boat, freighter, tanker
crew, sailor, hand, aboard
plane, aircraft, jet, airliner
car, vehicle
lorry, truck
train, rail
railway, rail, line
road, street, highway, route
bridge, crossing, span
ferry, crossing, service
postpone, put off, defer, delay, push back, shelve, adjourn, postponement
give up, abandon, call off, end
abandon, give up, call off
detour, diversion, longer way
diversion, detour
family, household, home
ticket, fare, single, return
fare, ticket, price
coalition, alliance, partners
estimate, forecast, put at, reckon, calculate
calculate, estimate, work out
cancel, call off, scrap, drop, axe
delay, late, hold up, behind schedule, postpone
ban, prohibit, outlaw, forbid, bar, no longer allow
allow, permit, let, may, authorise, authorize
permission, permit, licence, license, approval
approve, pass, endorse, agree, vote for, sign off, adopt, ratify
reject, turn down, refuse, vote down, throw out, dismiss, decline
decide, vote, rule, decision, ruling, determine
vote, ballot, poll
oppose, against, object, resist, protest
support, endorse, favour, favor, in favour of
supporter, fan, follower, backer
protest, demonstrate, demonstration, rally, march
demonstrator, protester, protestor, marcher
plan, intend, propose, aim, mean to, project, scheme, be to
propose, suggest, put forward, proposal, plan
promise, pledge, vow, commit, undertake
warn, alert, warning, caution, alarm
alert, warning, alarm
inform, tell, notify, alert
ask, request, call for, urge, appeal
demand, call for, insist, require
require, need, must, necessary
criticise, criticize, condemn, attack, denounce, slam
praise, hail, welcome, laud, applaud
blame, fault, responsible, hold responsible
deny, reject, dispute, refute
admit, concede, acknowledge, confess
explain, reason, because
cause, because, due to, result of, lead to, trigger, blame
reason, because, cause, due to, why
find, discover, conclude, finding, detect, reveal, show, locate, contain
found, contain, detect, discover
discover, find, uncover, come across, detect
reveal, disclose, show, leak, come to light, emerge
investigate, probe, inquiry, inquire, look into, examine, investigation
inquiry, investigation, probe, enquiry
investigator, inspector, detective
examine, inspect, check, study, test, sample
test, sample, check, examine
report, account, study, document, finding
interim report, first report, preliminary report
interim, preliminary, provisional
study, research, survey
survey, poll, questionnaire
scientist, researcher
doctor, physician, medic
nurse, midwife
hospital, clinic, ward, infirmary
patient, sick, ill
ill, sick, illness, fall ill
disease, illness, infection, sickness
injure, wound, hurt, injury
die, kill, lost his life, lost her life, lost their lives, lose their lives, death, perish, fatal, dead
kill, die, murder, shot dead, lose life, slay
victim, casualty, dead, those who died
death toll, dead, died, die
body, corpse, remains
murder, kill, homicide
survive, survivor, escape, live through
missing, unaccounted, disappear, lost
search, look for, hunt, seek
arrest, detain, take into custody, hold, custody
suspect, accuse, arrest, defendant
charge, accuse, indict, indictment
convict, find guilty, guilty, conviction
sentence, jail, prison, imprison, years in prison
jail, prison, imprison, behind bars, custody
trial, court, hearing, case
court, judge, tribunal
lawyer, attorney, counsel, solicitor, barrister
sue, lawsuit, legal action, take to court, file suit
appeal, challenge, contest
fine, penalty, penalise
acquit, clear, not guilty
release, free, let go, set free
escape, flee, get away, break out
seize, confiscate, impound
steal, theft, rob, loot
thief, robber, burglar
police, officer, constable, detective
policeman, police officer, officer
attack, assault, raid, strike
bomb, explosive, device
explosion, blast, explode, blow up
explode, blow up, go off, blast
fire, blaze, burn, flames
firefighter, fire brigade, fire service, fireman
soldier, troops, army
war, conflict, fighting
ceasefire, truce
peace, truce
talks, negotiation, negotiate
agreement, deal, accord, pact, treaty, agree
agree, deal, accept, consent
disagree, dispute, differ
dispute, row, conflict, quarrel
treaty, accord, pact
law, bill, act, legislation
rule, regulation
minister, secretary
parliament, assembly, legislature, house
council, councillor
government, cabinet, administration
party, alliance
politician, politics
leader, head, chief, president
election, vote, poll, ballot
candidate, stand, run, contender
win, victory, beat, defeat, triumph
lose, defeat, beaten
beat, defeat, win against, overcome, see off
score, net, goal, find the net
match, game, fixture
game, match
player, footballer
coach, manager, trainer
team, side, club
club, team, side
goalkeeper, keeper
championship, title, league
trophy, cup
record, highest, best, most
medal, gold, silver, bronze
draw, tie, level
join, sign for, move to, transfer
sign, join, contract
fee, price, sum, cost
cost, price, worth, pay, fee, expensive, charge, estimate
price, cost, charge, rate
value, worth
expensive, cost, dear
cheap, low cost
pay, spend, wage, salary
salary, pay, wage, earn
wage, pay, salary
spend, cost, pay, expenditure
earn, salary, pay, income, revenue
income, revenue, earnings
profit, earnings, gain
loss, deficit
debt, owe, loan
loan, lend, borrow
fund, finance, pay for, money, grant
finance, fund, pay for
donate, contribute, donation
raise, collect, bring in
increase, rise, grow, up, higher, climb, raise, go up, jump
rise, increase, grow, climb, go up, up
fall, drop, decline, decrease, down, sink, go down
decrease, fall, drop, decline, reduce, cut
reduce, cut, lower, decrease, trim
cut, reduce, slash, axe
double, twice
tax, levy, duty
bank, lender
company, firm, business, corporation, group
firm, company, business
business, firm, company, shop
owner, own, belong
own, belong, owner, possess
buy, purchase, acquire, take over, acquisition, bought
takeover, acquire, buy, acquisition, merger
sell, sale, sold, land, auction
catch, haul, land
customer, client, shopper
job, post, position, work
job losses, lay off, redundancy, redundant, cut
golden handshake, severance pay, severance, payoff, compensation, pay off
severance, payoff, redundancy pay
compensation, damages, payout, severance
pension, retirement
employee, staff, worker, work for
worker, employee, staff, labourer
staff, employee, worker, personnel
union, workers
factory, plant, mill
farmer, grower, farm
shop, store
store, shop
market, fair
house, home, building, property
home, house, building
flat, apartment
resident, people, inhabitant, household, live, villager, citizen
household, home, family
inhabitant, resident, people, population
population, inhabitants, people
child, kid, boy, girl, youngster, pupil
teenager, youth, adolescent
pupil, student, schoolchild
student, pupil
teacher, teach, taught
school, pupil
university, college
parent, mother, father
husband, wife, spouse, married
marry, wed, wedding
baby, newborn, infant
baby, birth, born, deliver
birth, born, deliver, baby
born, birth
brother, sibling
sister, sibling
friend, companion
neighbour, neighbor
profession, job, work, career
graduate, degree
book, novel
author, writer, write
write, author, pen
singer, vocalist
film, movie
actor, star, play
music, concert
concert, gig, show
museum, gallery
exhibition, show, display
painting, picture, canvas
prize, award
audience, crowd, spectator
spectator, crowd, attendance, fan
crowd, spectator, attendance
attendance, crowd, spectator, watch
visitor, tourist, guest
tourist, visitor
passenger, traveller, aboard
trip, journey, voyage, travel, crossing
travel, journey, trip
arrive, reach, land, get to
leave, depart, departure, set off, quit
depart, leave, sail
return, come back, go back
move, relocate, transfer, shift
visit, tour, trip
meet, meeting, talks
meeting, session, meet, gathering
speech, address, speak
speak, talk, address
call, describe, label, term, dub, name
describe, call
phone, call, ring, telephone, rang
ring, call, phone, telephone
telephone, phone
letter, write, note
mention, refer
complain, complaint
apologise, apologize, sorry, apology, regret
thank, grateful
angry, anger, furious, outrage
afraid, fear
fear, worry, afraid, concern
hope, expect, want
want, wish, seek, hope, demand
expect, forecast, predict, likely, due
predict, forecast, expect
forecast, predict, outlook
reach, peak, top out, hit
peak, top, highest, maximum, top out
top, peak, highest
measure, reading, gauge, record
high, height, tall, level, peak
deep, depth
long, length
wide, width
heavy, weight, weigh
old, age, aged
young, youngest
size, big, large
large, big
large, biggest, largest
small, little
fast, speed, quick
speed, fast, knots
late, delay, after
last, final
early, premature
often, times, every
usually, normally
sometimes, occasionally
secure, safe
safe, secure, harmless
danger, dangerous, risk, hazard
risk, danger, threat
threat, threaten, danger
damage, destroy, harm, wreck
destroy, wreck, ruin, raze, demolish
demolish, tear down, pull down, knock down
close, shut, closure
shut, close
closure, close, shut
open, reopen
reopen, open again, open
remove, take away, take down, take out
add, join
join, enter, become a member
include, contain, among, consist
contain, hold, include
hide, conceal, hidden
conceal, hide
carry, transport, bring, hold
transport, carry, ship, bring
deliver, bring, supply
supply, provide, deliver
provide, supply, offer
offer, bid, propose
bid, offer, tender
receive, be awarded
send, dispatch
use, operate
operate, run, work, operator
produce, output, manufacture
make, produce, manufacture
invent, develop, create
create, set up, found, establish
establish, found, set up, create
found, establish, set up, founder
founder, found, set up, establish
change, alter, amend
improve, better
worsen, deteriorate, get worse
spread, extend
prevent, stop, avoid
protect, guard, defend
defend, justify, protect, stand by
help, aid, assist, volunteer
aid, help, relief
volunteer, help, unpaid
homeless, without a home, no home
shelter, refuge, emergency accommodation
power cut, blackout, outage, without power, without electricity
electricity, power, current
power, electricity
energy, power, electricity
gas, fuel
fuel, diesel, petrol, gasoline
pollute, contaminate, pollution, contamination
contaminate, pollute, bacteria, germ
clean, purify
waste, rubbish, garbage, sewage
rubbish, waste, trash, garbage
river, stream
sea, ocean
coast, shore
harbour, port, harbor
port, harbour, harbor
dock, berth, quay
island, isle
mountain, peak
forest, wood
animal, creature
fisherman, fishermen, skipper, fish
captain, skipper, master, capt
skipper, captain
quota, limit, allowed to land
limit, cap, maximum, ceiling
maximum, limit, up to, most
minimum, least
majority, most
minority, few
quarter, fourth
share, percentage, proportion, per cent, percent
percentage, per cent, percent, share
per cent, percent
amount, sum, total
total, altogether, in all
temperature, degree, hot
hot, heat, warm
cold, freeze, frost
weather, storm, rain
drought, dry
earthquake, quake, tremor, magnitude
centre, center
theatre, theater
programme, program, scheme
project, scheme
goal, aim, target
target, aim
responsible, in charge, blame
authority, official
official, officer, authority
spokesman, spokeswoman, spokesperson
expert, specialist
witness, saw
see, watch, witness, notice
watch, view
notice, spot
photograph, picture, photo
video, film, footage
internet, online, web
newspaper, paper, daily
journalist, reporter, correspondent
broadcast, air, transmit
television, tv
computer, pc
hacker, cyberattack, hack
hack, cyberattack, breach
nickname, call, know as
religion, faith
church, chapel
priest, vicar, pastor
funeral, burial, bury
memorial, monument, commemorate
anniversary, commemorate
celebrate, mark
holiday, vacation
autumn, fall
today, now
money, cash, crowns, pounds, dollars
dollar, usd
bribe, bribery, corruption, kickback
corruption, bribery, graft
smuggle, hide, traffic
drug, cocaine, heroin, narcotics
gun, weapon, firearm, rifle
weapon, gun, arms
hostage, captive
migrant, refugee
refugee, migrant, asylum seeker
border, frontier
ambassador, envoy, diplomat
envoy, ambassador
sanction, embargo
nuclear, atomic
missile, rocket
satellite, spacecraft
spacecraft, capsule, probe
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    """For each word or phrase, in stems, all that say nearly the same."""
    found: dict[str, set[str]] = {}
    for line in filter(None, _GROUPS.splitlines()):
        members = [_stemmed(each) for each in line.split(", ")]
        # The first of a line is what a question may say; the rest is how it may be told.
        found.setdefault(members[0], set()).update(members[1:])
    return {said: frozenset(told) for said, told in found.items()}


# For each of a question's terms the words and phrases, in stems, that say it too.
Synonyms = Mapping[str, frozenset[str]]


def synonyms_of(question: str, terms: Terms) -> Synonyms:
    """The synonyms of the terms that are no names; a phrase of the question gives its synonyms to all its words."""
    words = _stemmed(question)
    found: dict[str, set[str]] = {}
    for said, told in _groups().items():
        if f" {said} " in f" {words} ":
            for part in said.split():
                if part in terms.weights and part not in terms.names:
                    found.setdefault(part, set()).update(told)
    return {term: frozenset(told) for term, told in found.items()}


def met_in(text: str, synonyms: Synonyms) -> frozenset[str]:
    """The stems of all words of a text, and the terms that it says in other words."""
    words = f" {_stemmed(text)} "
    return stems_in(text) | frozenset(
        term for term, told in synonyms.items() if any(f" {each} " in words for each in told)
    )


@lru_cache(maxsize=4096)
def _stemmed(text: str) -> str:
    return " ".join(stem(word) for word in words_of(text))
