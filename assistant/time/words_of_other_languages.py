"""What German, French, Spanish, Italian, Portuguese and Dutch count and point with, beside months and weekdays."""

from __future__ import annotations

from assistant.time.words import LEXICON, Kind, Meaning, Unit

_DAYS = {
    -2: "vorgestern avant-hier anteayer antier avantieri eergisteren anteontem",
    -1: "gestern hier ayer ieri ontem gisteren",
    0: "heute aujourd'hui hoy oggi hoje vandaag",
    1: "morgen demain mañana domani amanhã",
    2: "übermorgen après-demain dopodomani overmorgen",
}
_UNITS = {
    Unit.DAY: "tag tage tagen jour jours día días giorno giorni dia dias dag dagen",
    Unit.WEEK: "woche wochen semaine semaines semana semanas settimana settimane weken",
    Unit.MONTH: "monat monate monaten monats mois mes meses mese mesi mês maand maanden",
    Unit.YEAR: "jahr jahre jahren jahres an ans année années año años anno anni ano anos jaar jaren",
    Unit.WEEKEND: "wochenende weekend week-end fin-de-semana",
    Unit.QUARTER: "quartal trimestre trimestri trimestres kwartaal",
}
_WHICH = {
    -1: "letzte letzten letzter letztes letztem vorige vorigen voriger voriges vergangene vergangenen vergangenes"
    " dernier dernière derniers dernières passé passée pasado pasada pasados pasadas último última últimos últimas"
    " scorso scorsa scorsi scorse passato passata ultimo ultima ultimi ultime passado passada passados passadas"
    " afgelopen laatste",
    0: "diese diesen dieser dieses diesem cette ce cet este esta questo questa quest' neste nesta deste desta deze dit",
    1: "nächste nächsten nächster nächstes nächstem kommende kommenden kommendes prochain prochaine prochains próximo"
    " próxima próximos próximas proximo proxima prossimo prossima prossimi prossime volgende komende",
}
_NUMBERS = {
    1: "ein eine einem einer einen un une uno una um uma een één",
    2: "zwei deux dos due dois duas twee",
    3: "drei trois tres tre três drie",
    4: "vier quatre cuatro quattro quatro",
    5: "fünf cinq cinco cinque vijf",
    6: "sechs seis sei zes",
    7: "sieben sept siete sette sete zeven",
    8: "acht huit ocho otto oito",
    9: "neun neuf nueve nove negen",
    10: "zehn dix diez dieci dez tien",
}
_AGO_BEFORE = "vor hace há faz"
_AGO_AFTER = "fa geleden atrás"
_SEASONS = {
    1: "frühling frühjahr printemps primavera lente voorjaar",
    2: "sommer été verano estate verão zomer",
    3: "herbst automne otoño autunno outono herfst najaar",
    4: "hiver invierno inverno",
}
_PARTS = {
    "early": "anfang début principios comienzos inizio inizi início começo",
    "mid": "mitte mi mediados metà meados",
    "late": "ende fin fins finales fines fine fim final eind",
}


def _all(kind: Kind, table: dict[int, str] | dict[Unit, str] | dict[str, str]) -> dict[str, Meaning]:
    return {word: (kind, value) for value, words in table.items() for word in words.split()}


LEXICON_ABROAD: dict[str, Meaning] = {
    **_all(Kind.NUMBER_ABROAD, _NUMBERS),
    **_all(Kind.UNIT_ABROAD, _UNITS),
    **_all(Kind.WHICH_ABROAD, _WHICH),
    **_all(Kind.DAY_ABROAD, _DAYS),
    **_all(Kind.SEASON_ABROAD, _SEASONS),
    **_all(Kind.PART_ABROAD, _PARTS),
    **dict.fromkeys(_AGO_BEFORE.split(), (Kind.AGO_ABROAD, -1)),
    **dict.fromkeys(_AGO_AFTER.split(), (Kind.AGO_ABROAD, 1)),
}
# An English word keeps its English meaning.
ALL_WORDS = LEXICON_ABROAD | LEXICON
