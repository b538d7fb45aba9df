"""The verbs of saying, in one list: each form with what it may be used for, as alternatives of a pattern."""

from __future__ import annotations

from collections.abc import Iterator

# One verb a line, each form with its uses:
#   s  makes a claim of what it tells            v  vouches for what it tells
#   c  a clause may follow without "that"        i  its speaker may stand behind it ("said Smith")
#   q  a sentence with it holds a statement
# and, for who said what (articles.speech):
#   F  takes a clause, a quotation, or stands behind them     T  takes a clause only with "that"
#   Q  takes a quotation only                                 O  takes "to" and an infinitive, or a clause
#   I  as i, for who said what alone
#   A  takes its object and what that is called or accused of
_TABLE = """
say/scqF says/sciqF said/sciqF saying/sqF
tell/s tells/sqF told/sqF telling/sF
add/F adds/siqF added/siqF adding/F
accuse/sq accuses/sqA accused/sqA accusing/sA
acknowledge/T acknowledges/vT acknowledged/vT acknowledging/T
admit/T admits/vT admitted/vT admitting/T
agree/v agrees/vT agreed/vT
allege/scF alleges/scF alleged/scF alleging/sF
announce/q announces/vqT announced/viqT announcing/vT
argue/scqF argues/scqF argued/sciqF arguing/sF
ask/Q asks/sqQ asked/sqQ asking/Q
assert/sF asserts/sF asserted/sF asserting/F
believe/scqF believes/scqF believed/scqF
boasted/sT boasts/T
caution/F cautions/F cautioned/IF cautioning/F
call/Q calls/sqQ called/sqQ calling/Q
cite/ cites/v cited/v citing/v
claim/scqF claims/scqF claimed/sciqF claiming/sF
clarifies/vT clarified/vT clarifying/T
answers/Q answered/IQ answering/Q
comments/s commented/sIQ commenting/Q
complain/F complains/sF complained/sF complaining/F
concede/T concedes/vT conceded/vT conceding/T
concludes/sT concluded/siT concluding/T
confirm/T confirms/vT confirmed/vT confirming/vT
contend/sF contends/sF contended/sF contending/F
continues/Q continued/siQ continuing/
counters/sF countered/sF
declares/sF declared/siF declaring/F
demand/q demands/q demanded/q
deny/qT denies/sqT denied/sqT denying/sT
describe/qQ describes/sqQ described/sqQ describing/Q
disclosed/T
emphasize/T emphasizes/sT emphasized/sT emphasizing/T
emphasise/T emphasises/sT emphasised/sT emphasising/T
estimate/scF estimates/scF estimated/scF estimating/F
expect/sF expects/sF expected/sF
explain/F explains/siF explained/siF explaining/F
fear/F fears/sF feared/sF
find/ finds/v found/v
hoped/s hopes/s
indicate/T indicates/sT indicated/sT indicating/T
insist/scqF insists/scqF insisted/sciqF insisting/sF
jokes/F joked/siF joking/F
learned/v learnt/v
maintain/sT maintains/sT maintained/sT maintaining/T
note/F notes/siF noted/siF noting/F
observes/sF observed/sF
pledge/O pledges/sO pledged/sO pledging/O
posts/sQ posted/sQ
predict/cF predicts/scF predicted/scF predicting/F
promise/qO promises/sqO promised/sqO promising/O
quipped/sIF quips/IF
reads/Q read/Q
recall/F recalls/siF recalled/siF recalling/F
reiterates/T reiterated/T reiterating/T
remarks/s remarked/sF
replies/sQ replied/siQ replying/Q
report/T reports/sT reported/siT reporting/T
respond/Q responds/sQ responded/sIQ responding/Q
reveals/vT revealed/vT revealing/T
shows/v showed/v shown/v
shouts/Q shouted/sIQ shouting/Q
signals/vqT signaled/vqT signalled/vqT signaling/T
speaks/v spoke/v
speculate/F speculates/sF speculated/sF speculating/F
states/sF stated/siF stating/sF
stress/F stresses/sIF stressed/siF stressing/F
suggest/scqF suggests/scqF suggested/scqF suggesting/sF
suspect/sc suspects/sc suspected/sc
swears/ swore/s
testifies/sF testified/sqF testifying/F
think/scqF thinks/scqF thought/scq
touts/v touted/v
tweets/sIF tweeted/siF tweeting/F
understood/v
urge/q urges/vqQ urged/vqQ urging/Q
vow/O vows/sqO vowed/sqO vowing/O
warn/scqF warns/sciqF warned/sciqF warning/sF
write/F writes/siqF wrote/siqF writing/F
"""


def forms_used(uses: str) -> Iterator[str]:
    """Every form that has one of the uses."""
    for line in _TABLE.split("\n"):
        for entry in line.split():
            form, _, own = entry.partition("/")
            if set(own) & set(uses):
                yield form


def alternatives(uses: str) -> str:
    """The forms that have one of the uses, longest first, as alternatives of a pattern."""
    return "|".join(sorted(set(forms_used(uses)), key=lambda form: (-len(form), form)))
