"""Short news texts of 25 languages in the encodings they were written in before UTF-8, and UTF-8 that is damaged."""

import io

import pytest

from assistant.articles.readers.decoding import Decoded, DecodedLines, decoded
from assistant.articles.readers.encodings import known_encoding

# None of these chose the weights of the guess.
TEXTS = [
    (
        "cp1252",
        "Nach dem Sturm fehlten in zwölf Dörfern Strom und Wasser; die Züge fuhren erst am späten Abend wieder.",
    ),
    ("cp1252", "Le maire a déclaré que l'école fermera après les vacances d'été, faute d'élèves."),
    ("cp1252", "La lluvia dañó cuarenta viviendas en la región; según el informe, no hubo heridos."),
    ("cp1252", "A câmara aprovou o orçamento; não haverá redução de impostos até ao próximo verão."),
    ("cp1252", "Perché il treno si è fermato? L'inchiesta dirà la verità, ha assicurato il ministro."),
    ("cp1252", "De vergadering over de financiële problemen van het ziekenhuis begint om één uur."),
    ("cp1252", "Två personer fördes till sjukhus efter olyckan på järnvägen söder om staden."),
    ("cp1252", "Borgmesteren siger, at broen først åbner igen efter påske, fordi rustne søjler skal udskiftes."),
    ("cp1252", "Snøskred stengte riksveien i går; ingen ble skadet, opplyser politiet."),
    ("cp1252", "Hallitus päätti torstaina, että työttömyysturvaa leikataan ensi vuonna."),
    ("cp1252", "Ráðherra segir að frumvarpið verði lagt fram á næsta þingi í haust."),
    ("cp1250 iso8859-2", "Rada miasta przyjęła budżet; mieszkańcy zapłacą więcej za wodę i śmieci."),
    ("cp1250 iso8859-2", "Vláda schválila vyšší důchody; opozice říká, že na ně nejsou peníze."),
    ("cp1250 iso8859-2", "Több száz család maradt fűtés nélkül, miután eltört egy vezeték a városban."),
    ("cp1250 iso8859-2", "Gradsko vijeće odlučilo je da će se škola obnoviti iduće godine."),
    ("cp1250 iso8859-2", "Šole bodo v ponedeljek zaprte zaradi stavke učiteljev, sporoča ministrstvo."),
    ("cp1250 iso8859-2", "Primăria a anunţat că şcoala va fi închisă până la sfârşitul lunii."),
    ("cp1254", "Dün gece çıkan yangında üç kişi yaralandı, itfaiye ağaçları güçlükle söndürdü."),
    ("cp1251 koi8-r", "Мэр сообщил, что мост закроют на ремонт до конца ноября."),
    ("cp1251", "Міністр заявив, що лікарню не закриють, але її очолить інший лікар."),
    ("cp1251", "Кметът обяви, че мостът ще бъде затворен до края на годината."),
    ("cp1253 iso8859-7", "Η κυβέρνηση αποφάσισε να αυξήσει τις συντάξεις από τον επόμενο χρόνο."),
    ("cp1257", "Meras pranešė, kad tiltas bus uždarytas iki metų pabaigos dėl remonto."),
    ("cp1257", "Ministrs sacīja, ka slimnīcā trūkst ārstu un māsu, tāpēc nodaļu slēgs."),
    ("cp1257", "Linnapea ütles, et sild jääb remondi tõttu suletuks kuni märtsini."),
]
FRENCH = "Le café est fermé depuis février, a déclaré le maire à la réunion."
RUSSIAN = "Мэр сообщил, что мост закроют на ремонт до конца ноября."


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encodings, text in TEXTS for encoding in encodings.split()]
)
def test_a_short_text_is_read_in_its_own_encoding_and_the_guess_is_named(encoding: str, text: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, len(found.remarks)) == (text, 1)


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850"])
def test_a_text_of_dos_or_of_an_old_mac_is_read(encoding: str) -> None:
    found = decoded(FRENCH.encode(encoding))
    assert (found.text, len(found.remarks)) == (FRENCH, 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "iso2022_jp"])
def test_utf_16_without_its_mark_and_escapes_are_read(encoding: str) -> None:
    text = "Title: 橋\n\n市長は水曜日、橋は月末まで閉鎖されると述べた。"
    assert decoded(text.encode(encoding)) == Decoded(text)


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "The mayor’s plan for the harbour was read."])
def test_a_stray_byte_does_not_cost_the_rest_of_utf_8(text: str, declared: str | None) -> None:
    remark = "holds a byte that is no UTF-8, shown as \ufffd"
    stray, cut = f"{text} It costs 7 ".encode() + b"\x80.", f"{text} Ré".encode()[:-1]
    assert decoded(stray, declared=declared) == Decoded(f"{text} It costs 7 \ufffd.", (remark,))
    assert decoded(cut, declared=declared) == Decoded(f"{text} R\ufffd", (remark,))


def test_lines_in_windows_1252_behind_utf_8_are_read_as_such() -> None:
    later = "Zoé a dit « non ». Le château coûte 7 €."
    found = decoded(f"{FRENCH}\n".encode() + later.encode("cp1252"))
    remark = "is UTF-8 but for 6 bytes, which were read as Windows-1252: a guess"
    assert found == Decoded(f"{FRENCH}\n{later}", (remark,))


def test_several_damaged_letters_of_utf_8_are_shown_as_damaged() -> None:
    data = RUSSIAN.encode().replace("м".encode(), b"\xd0")
    remark = f"holds {RUSSIAN.count('м')} places that are no UTF-8, shown as \ufffd"
    assert decoded(data) == Decoded(RUSSIAN.replace("м", "\ufffd"), (remark,))


def test_rows_in_utf_8_stay_so_beside_rows_that_are_not() -> None:
    lines = DecodedLines(io.BytesIO(f"{RUSSIAN}\n".encode() + b"odd \xff\n" + f"{FRENCH}\n".encode()))
    assert list(lines) == [f"{RUSSIAN}\n", "odd \ufffd\n", f"{FRENCH}\n"]
    assert lines.new_remarks() == ("holds a byte that is no UTF-8, shown as \ufffd",)
    assert lines.new_remarks() == ()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("windows-1252", "cp1252"),
        ("Latin1", "cp1252"),
        (" UTF8 ", "utf-8"),
        ("x-sjis", "shift_jis"),
        ("windows-874", "cp874"),
        ("rot13", None),
        ("unicode_escape", None),
        ("no such", None),
        ("", None),
    ],
)
def test_an_encoding_goes_by_its_public_names(name: str, known: str | None) -> None:
    assert known_encoding(name) == known
