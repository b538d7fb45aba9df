"""Words and phrases of news English that say nearly the same, to find a question's term in a sentence's other words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.answering.coverage import Terms, stem, stems_in
from assistant.answering.words import words_of

# What a question may say, and what the articles may say instead. A word that is used for everything ("make", "take")
# stands for nothing, and sisters do not belong together: a question on cod is not answered by a sentence on herring.
_SAID_AND_TOLD = """\
    abandon: give up, call off / absence: suspend, away / accident: crash, collision, mishap / acquit: clear, not
    guilty / actor: star, play / add: join / admit: concede, acknowledge, confess / afraid: fear / agree: deal,
    accept, consent / agreement: deal, accord, pact, treaty, agree / aid: help, relief / alert: warning, alarm /
    allow: permit, let, may, authorise, authorize / ambassador: envoy, diplomat / amount: sum, total / angry:
    anger, furious, outrage / anniversary: commemorate / apologise: apologize, sorry, apology, regret / appeal:
    challenge, contest / appoint: name, nominate, choose, pick, install, hire / approve: pass, endorse, agree,
    vote for, sign off, adopt, ratify / arrest: detain, take into custody, hold, custody / arrive: reach, land,
    get to / ask: request, call for, urge, appeal / assassinate: kill, murder, assassination / attack: assault,
    raid / attendance: crowd, spectator, watch / audience: crowd, spectator / author: writer, write / authority:
    official / autumn: fall / award: go to, grant, win / baby: newborn, infant, birth, born, deliver / ban:
    prohibit, outlaw, forbid, bar, no longer allow / bank: lender / bankrupt: insolvent, insolvency, bankruptcy /
    beat: defeat, win against, overcome, see off / begin: start, open, launch, kick off, get under way, set off,
    come into force, take effect / bid: offer, tender / birth: born, deliver, baby / blame: fault, responsible,
    hold responsible / blaze: fire / boat: vessel, ship, trawler, craft / body: corpse, remains / bomb: explosive,
    device / book: novel / border: frontier / born: birth / boss: head, chief, director, manager / break down:
    stop, fail, pack up, go out, stall, seize up, out of order, cut out / bribe: bribery, corruption, kickback /
    bridge: crossing, span / bring to safety: rescue, save, pull from, pick up, bring ashore / broadcast: air,
    transmit / brother: sibling / build: construct, erect, put up / business: firm, company, shop / buy: purchase,
    acquire, take over, acquisition, bought / calculate: estimate, work out / call: describe, label, term, dub,
    name / call off: cancel, scrap, give up / cancel: call off, scrap, drop, axe / candidate: stand, run,
    contender / captain: skipper, master, capt / car: vehicle / carry: transport, bring / catch: haul, land /
    cause: because, due to, result of, lead to, trigger, blame / ceasefire: truce / celebrate: mark / centre:
    center / chair: lead, head, preside / chairman: chairwoman, chairperson, chair, head / chairwoman: chair, head
    / championship: title, league / change: alter, amend / charge: accuse, indict, indictment / chief executive:
    ceo, boss, head / child: kid, boy, girl, youngster, pupil / church: chapel / clean: purify / close: shut,
    closure / closure: close, shut / club: team, side / coach: manager, trainer / coalition: alliance, partners /
    coast: shore / cold: freeze, frost / company: firm, business, corporation, group / compensation: damages,
    payout, severance / complain: complaint / computer: pc / conceal: hide / concert: gig, show / contain: hold,
    include / contaminate: pollute, bacteria / continue: carry on, go on, keep / contract: deal, order, tender,
    award / convict: find guilty, guilty, conviction / corruption: bribery, graft / cost: price, worth, pay, fee,
    expensive, charge, estimate / council: councillor / court: judge, tribunal / crash: collision, collide,
    accident, hit / create: set up, found, establish / crew: sailor, hand, aboard / criticise: criticize, condemn,
    attack, denounce, slam / crowd: spectator, attendance / customer: client, shopper / cut: reduce, slash, axe /
    damage: destroy, harm, wreck / danger: dangerous, risk, hazard / death toll: dead, died, die / debt: owe, loan
    / decide: vote, rule, decision, ruling, determine / decrease: fall, drop, decline, reduce, cut / defeat: lose,
    beat, win / defect: fault, flaw, failure / defend: justify, protect, stand by / defer: postpone, put off,
    delay / delay: late, hold up, behind schedule, postpone / deliver: bring, supply / demand: call for, insist,
    require / demolish: tear down, pull down, knock down / demonstrator: protester, protestor, marcher / deny:
    reject, dispute, refute / depart: leave, sail / describe: call / destroy: wreck, ruin, raze, demolish /
    detour: diversion, longer way / die: kill, lost his life, lost her life, lost their lives, lose their lives,
    death, perish, fatal, dead / disagree: dispute, differ / discover: find, uncover, come across, detect /
    disease: illness, infection, sickness / dismiss: fire, sack, oust, remove, lay off / dispute: row, conflict,
    quarrel / diversion: detour / dock: berth, quay / doctor: physician, medic / dollar: usd / donate: contribute,
    donation / draw: tie, level / drought: dry / drug: cocaine, heroin, narcotics / early: premature / earn:
    salary, pay, income, revenue / earthquake: quake, tremor, magnitude / elect: vote in, win the election /
    election: vote, poll, ballot / electricity: power, current / employee: staff, worker, work for / end: finish,
    close, stop, conclude, run out, expire, be over / energy: power, electricity / envoy: ambassador / escape:
    flee, get away, break out / establish: found, set up, create / estimate: forecast, put at, reckon, calculate /
    evacuate: leave home, bring to safety, move out, flee / examine: inspect, check, study, test, sample /
    exhibition: show, display / expect: forecast, predict, likely, due / expensive: cost / expert: specialist /
    explain: reason, because / explode: blow up, go off, blast / explosion: blast, explode, blow up / factory:
    plant, mill / fail: failure, collapse, stop, not work, give way / fall: drop, decline, decrease, down, sink,
    go down / family: household, home / fare: ticket, price / farmer: grower, farm / fast: speed, quick / fear:
    worry, afraid, concern / fee: price, sum, cost / ferry: crossing, service / film: movie / finance: fund, pay
    for / find: discover, conclude, finding, detect, reveal, show, locate, contain / fine: penalty, penalise /
    fire: blaze, burn, flames / firefighter: fire brigade, fire service, fireman / firm: company, business /
    fisherman: fishermen, skipper, fish / flat: apartment / flee: escape, run away, leave / flood: under water,
    inundate, deluge, submerge / forecast: predict, outlook / forest: wood / found: detect, discover, establish,
    set up, founder / founder: found, set up, establish / friend: companion / fuel: diesel, petrol, gasoline /
    fund: finance, pay for, money, grant / funeral: burial, bury / gale: storm, wind / game: match / gas: fuel /
    give up: abandon, call off, end / goal: aim, target / goalkeeper: keeper / golden handshake: severance pay,
    severance, payoff, compensation, pay off / government: cabinet, administration / graduate: degree / gun:
    weapon, firearm, rifle / gust: wind, gale / hack: cyberattack, breach / hacker: cyberattack, hack / halt:
    stop, suspend, pause / harbour: port, harbor / head: lead, chair, run, in charge, at the helm, direct,
    oversee, preside, manage / heavy: weight, weigh / help: aid, assist, volunteer / hide: conceal, hidden / high:
    height, tall, level, peak / hire: take on, employ, recruit / holiday: vacation / home: house / homeless:
    without a home, no home / hope: expect, want / hospital: clinic, ward, infirmary / hostage: captive / hot:
    heat, warm / house: home, building, property / household: home, family / hurt: injure, wound / husband: wife,
    spouse, married / ill: sick, illness, fall ill / improve: better / in charge: head, lead, chair, run,
    responsible / include: contain, among, consist / income: revenue, earnings / increase: rise, grow, up, higher,
    climb, raise, go up, jump / inflation: prices, cost of living / inform: tell, notify, alert / inhabitant:
    resident, people, population / injure: wound, hurt, injury / inquiry: investigation, probe, enquiry / interim:
    preliminary, provisional / interim report: first report, preliminary report / internet: online, web / invade:
    invasion, march into / invent: develop, create / investigate: probe, inquiry, inquire, look into, examine,
    investigation / investigator: inspector, detective / island: isle / jail: prison, imprison, behind bars,
    custody / job: post, position, work / job losses: lay off, redundancy, redundant, cut / jobless: unemployed,
    out of work / join: sign for, move to, transfer, enter, become a member / journalist: reporter, correspondent
    / kill: murder, shot dead, slay, assassinate, assassination, killing / large: big, biggest, largest / last:
    final / late: delay / law: bill, act, legislation / lawyer: attorney, counsel, solicitor, barrister / layoff:
    lay off, redundancy, job cuts / lead: head, chair, run, in charge / leader: head, chief, president / leave:
    depart, departure, set off, quit / letter: write, note / limit: cap, maximum, ceiling / loan: lend, borrow /
    long: length / lorry: truck / lose: defeat, beaten / loss: deficit / majority: most / make: produce,
    manufacture / market: fair / marry: wed, wedding / match: game, fixture / maximum: limit, up to, most /
    measure: reading, gauge, record / medal: gold, silver, bronze / meet: meeting, talks / meeting: session, meet,
    gathering / memorial: monument, commemorate / mention: refer / merge: merger, join, combine / migrant: refugee
    / minimum: least / minority: few / missile: rocket / missing: unaccounted, disappear / money: cash, crowns,
    pounds, dollars / mountain: peak / move: relocate, transfer, shift / murder: kill, homicide / museum: gallery
    / music: concert / neighbour: neighbor / newspaper: paper, daily / nickname: call, know as / notice: spot /
    nuclear: atomic / offer: bid, propose / official: officer, authority / often: times, every / old: age, aged /
    open: reopen / operate: run, work, operator / oppose: against, object, resist, protest / outbreak: spread,
    epidemic / own: belong, owner, possess / owner: own, belong / painting: picture, canvas / parent: mother,
    father / parliament: assembly, legislature, house / party: alliance / passenger: traveller, aboard / patient:
    sick, ill / pay: spend, wage, salary / peace: truce / peak: top, highest, maximum, top out / pension:
    retirement / per cent: percent / percentage: per cent, percent, share / permission: permit, licence, license,
    approval / phone: call, ring, telephone, rang / photograph: picture, photo / plan: intend, propose, aim, mean
    to, project, scheme / plane: aircraft, jet, airliner / player: footballer / police: officer, constable,
    detective / policeman: police officer, officer / politician: politics / pollute: contaminate, pollution,
    contamination / population: inhabitants, people / port: harbour, harbor / postpone: put off, defer, delay,
    push back, shelve, adjourn, postponement / power: electricity / power cut: blackout, outage, without power,
    without electricity / praise: hail, welcome, laud, applaud / predict: forecast, expect / prevent: stop, avoid
    / price: cost, charge, rate / priest: vicar, pastor / prize: award / produce: output, manufacture /
    profession: job, work, career / profit: earnings, gain / programme: program, scheme / project: scheme /
    promise: pledge, vow, commit, undertake / propose: suggest, put forward, proposal, plan / protect: guard,
    defend / protest: demonstrate, demonstration, rally, march / provide: supply, offer / pupil: student,
    schoolchild / put off: postpone, defer, delay, push back, adjourn / quarter: fourth / queue: tailback, jam,
    congestion, line / quit: resign, step down, leave / quota: limit / railway: rail, line / rain: rainfall,
    downpour / raise: collect, bring in / reach: peak, top out, hit / reason: because, cause, due to, why /
    rebuild: reconstruct, rebuilt, restore, replace / receive: be awarded / record: highest, best, most / recover:
    get better, recovery / reduce: cut, lower, decrease, trim / refugee: migrant, asylum seeker / reject: turn
    down, refuse, vote down, throw out, dismiss, decline / release: free, let go, set free / religion: faith /
    remove: take away, take down, take out / reopen: open again, open / repair: mend, fix, restore, put right /
    replace: succeed, take over, successor / report: account, study, document, finding / require: need, must,
    necessary / rescue: save, bring to safety, pull from, pick up, take off, evacuate, bring ashore, pluck /
    resident: people, inhabitant, household, live, villager, citizen / resign: step down, quit, stand down, leave
    office, give up / responsible: in charge, blame / retire: step down, stop working / return: come back, go back
    / reveal: disclose, show, leak, come to light, emerge / ring: call, phone, telephone / rise: increase, grow,
    climb, go up, up / risk: danger, threat / river: stream / road: street, highway, route / rubbish: waste,
    trash, garbage / rule: regulation, decide, ruling / run: manage, operate, head, lead, in charge, take over /
    run aground: aground, ground, struck / safe: secure, harmless / safety: safe / salary: pay, wage, earn /
    sanction: embargo / satellite: spacecraft / save: rescue, bring to safety / school: pupil / scientist:
    researcher / score: net, goal, find the net / scrap: cancel, drop, abandon / sea: ocean / search: look for,
    hunt, seek / secure: safe / see: watch, witness, notice / seize: confiscate, impound / sell: sale, sold,
    auction / send: dispatch / sentence: jail, prison, imprison, years in prison / severance: payoff, redundancy
    pay / share: percentage, proportion, per cent, percent / shelter: refuge, emergency accommodation / ship:
    vessel, boat, freighter, tanker / shop: store / shrink: fall, decline, reduce / shut: close / sign: join,
    contract / singer: vocalist / sink: go down, founder, capsize, wreck / sister: sibling / size: big, large /
    skipper: captain / small: little / smuggle: hide, traffic / snow: snowfall, blizzard / soldier: troops, army /
    sometimes: occasionally / spacecraft: capsule, probe / speak: talk, address / spectator: crowd, attendance,
    fan / speech: address, speak / speed: fast / spend: cost, pay, expenditure / spokesman: spokeswoman,
    spokesperson / spread: extend / staff: employee, worker, personnel / start: begin, open, launch, kick off, get
    under way, set off / steal: theft, rob, loot / step down: resign, quit, leave office / stop: halt, end, cease,
    break down, fail / store: shop / storm: gale, hurricane, tempest / stranded: stuck, trapped / strike: hit,
    collide, walkout, walk out, stoppage, industrial action, down tools / strong: strength, speed, force, powerful
    / student: pupil / study: research, survey / succeed: replace, take over, successor / successor: succeed,
    replace, take over / sue: lawsuit, legal action, take to court, file suit / supply: provide, deliver /
    support: endorse, favour, favor, in favour of / supporter: fan, follower, backer / survey: poll, questionnaire
    / survive: survivor, escape, live through / suspect: accuse, arrest, defendant / suspend: halt, stop, freeze,
    pause / tailback: queue, jam, congestion, backed up, line / take over: succeed, replace, step in, stand in,
    take charge, run, acting, fill in / takeover: acquire, buy, acquisition, merger / talks: negotiation,
    negotiate / target: aim / tax: levy, duty / teacher: teach, taught / team: side, club / teenager: youth,
    adolescent / telephone: phone / television: tv / temperature: degree, hot / test: sample, check, examine /
    thank: grateful / theatre: theater / thief: robber, burglar / threat: threaten, danger / ticket: fare, single,
    return / today: now / top: peak, highest / total: altogether, in all / tourist: visitor / traffic: cars,
    vehicles / train: rail / transport: carry, ship, bring / trapped: stuck, cut off / travel: journey, trip /
    treaty: accord, pact / trial: court, hearing, case / trip: journey, voyage, travel, crossing / trophy: cup /
    under water: flood, submerge, inundate / unemployment: jobless, out of work / union: workers / university:
    college / use: operate / usually: normally / vaccination: jab, vaccine / vaccine: jab, shot, vaccination /
    value: worth / verdict: ruling, guilty, convict, acquit / victim: casualty, dead, those who died / victory:
    win, beat, triumph / video: film, footage / virus: infection, disease / visit: tour, trip / visitor: tourist,
    guest / volunteer: help, unpaid / vote: ballot, poll / wage: pay, salary / walkout: strike, walk out / want:
    wish, seek, hope, demand / war: conflict, fighting / warn: alert, warning, caution, alarm / waste: rubbish,
    garbage, sewage / watch: view / weapon: gun, arms / weather: storm, rain / wed: marry / win: victory, beat,
    defeat, triumph / wind: gust, gale, blow, breeze / worker: employee, staff, labourer / worsen: deteriorate,
    get worse / wound: injure, hurt / write: author, pen"""


@lru_cache(maxsize=1)
def _said_and_told() -> dict[str, frozenset[str]]:
    """For each word or phrase that a question may say, in stems, what an article may say instead."""
    found: dict[str, set[str]] = {}
    for entry in _SAID_AND_TOLD.split("/"):
        said, told = entry.split(":")
        found.setdefault(_stemmed(said), set()).update(_stemmed(each) for each in told.split(","))
    return {said: frozenset(told) for said, told in found.items()}


# For each of a question's terms the words and phrases, in stems, that say it too.
Synonyms = Mapping[str, frozenset[str]]


def synonyms_of(question: str, terms: Terms) -> Synonyms:
    """The synonyms of the terms that are no names; a phrase of the question gives its synonyms to all its words."""
    words = _stemmed(question)
    found: dict[str, set[str]] = {}
    for said, told in _said_and_told().items():
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
