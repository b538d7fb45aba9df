"""The names of months, weekdays and seasons in the Latin-script languages most common in news archives."""

from __future__ import annotations

from collections.abc import Iterable

_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = "jan feb mar apr _ jun jul aug sep,sept oct nov dec"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_SHORT_WEEKDAYS = "mon tue,tues wed,weds thu,thur,thurs fri sat sun"
_MONTHS_OF = {
    "de": "januar,jänner februar märz,maerz april mai juni juli august september oktober november dezember",
    "fr": "janvier février,fevrier mars avril mai juin juillet août,aout septembre octobre novembre décembre,decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março,marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
# No spelling stands for two months.
_SHORT_MONTHS_ABROAD = "janv,ene,gen févr,fév,fev mrz,mrt avr,abr mag giu juil,lug ago set okt,ott,out _ dez,déc,dic"
_WEEKDAYS_OF = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag,sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}


def _numbered(table: str, first: int) -> dict[str, int]:
    return {
        name: number
        for number, names in enumerate(table.split(), start=first)
        for name in names.split(",")
        if name != "_"
    }


def _of_other_languages(tables: dict[str, str], first: int, english: dict[str, int]) -> dict[str, int]:
    names = {name: number for table in tables.values() for name, number in _numbered(table, first).items()}
    return {name: number for name, number in names.items() if name not in english}


# January is 1, Monday 0, spring 1.
ENGLISH_MONTHS = _numbered(_MONTHS, 1)
SHORT_MONTHS = _numbered(_SHORT_MONTHS, 1)
GERMAN_MONTHS = _numbered(_MONTHS_OF["de"], 1)
MONTHS_ABROAD = _of_other_languages(_MONTHS_OF, 1, ENGLISH_MONTHS)
# Every name and abbreviation that stands for a month where a day and a year stand beside it.
MONTHS = ENGLISH_MONTHS | SHORT_MONTHS | MONTHS_ABROAD | _numbered(_SHORT_MONTHS_ABROAD, 1)
ENGLISH_WEEKDAYS = _numbered(_WEEKDAYS, 0)
SHORT_WEEKDAYS = _numbered(_SHORT_WEEKDAYS, 0)
WEEKDAYS_ABROAD = _of_other_languages(_WEEKDAYS_OF, 0, ENGLISH_WEEKDAYS)
WEEKDAYS = ENGLISH_WEEKDAYS | WEEKDAYS_ABROAD
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
# The first letters of a month, which tell it from the others: jan, feb, mar.
MONTH_LETTERS = {name[:3]: number for name, number in ENGLISH_MONTHS.items()}


def in_capitals(table: Iterable[str]) -> list[str]:
    """The names as English writes them: January."""
    return [name.title() for name in table]
