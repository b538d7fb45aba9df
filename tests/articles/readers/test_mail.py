from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from assistant.articles.files import read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin, SkippedFile

SENTENCES = [f"Sentence number {n} tells of the harbour, its ferries and its people." for n in range(12)]
HTML = (
    "<html><head><style>p{color:red}</style></head><body><div style='display:none'>A preheader.</div>"
    "<p><a href='https://example.org/view'>View this email in your browser</a></p><table><tr><td><h1>Ferry sails</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</td></tr></table><p>You are receiving this email because you signed up.</p><p><a href='#'>Unsubscribe</a></p>"
    "<p>Harbour Street 1, Port Verrick</p></body></html>"
)
PLAIN = "\n\n".join([*SENTENCES, "Unsubscribe: https://example.org/u", "Harbour Street 1, Port Verrick"])


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    named = {
        "From": "The Courier <news@courier.example>",
        "Subject": "Ferry sails",
        "Date": "Thu, 01 Aug 2024 23:30:00 -0500",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in named.items():
        message[name] = value
    return message


def read_all(folder: Path, data: bytes, name: str = "a.eml") -> list[Article | SkippedFile]:
    (folder / name).write_bytes(data)
    return list(read_articles(folder / name, name=name))


def read(folder: Path, data: Any) -> Article:
    (article,) = read_all(folder, data if isinstance(data, bytes) else data.as_bytes())
    assert isinstance(article, Article)
    return article


def reason(folder: Path, data: bytes, name: str = "a.eml") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_all(folder, data, name)
    return refused.value.message


def test_a_newsletter_in_both_forms_is_read_once_without_its_head_and_footer(tmp_path: Path) -> None:
    message = mail(List_Unsubscribe="<https://example.org/u>", Archived_At="<https://courier.example/ferry>")
    message.set_content(PLAIN)
    message.add_alternative(HTML, subtype="html")
    article = read(tmp_path, message)
    assert article == Article(
        id=article.id,
        path="a.eml",
        text="\n\n".join(SENTENCES),
        title="Ferry sails",
        source="The Courier",
        url="https://courier.example/ferry",
        published=date(2024, 8, 1),
        published_time="2024-08-01T23:30:00-05:00",
        origins=dict.fromkeys(["title", "source", "url", "published"], Origin.HEADER),
    )


def test_a_plain_mail_is_its_senders_own(tmp_path: Path) -> None:
    message = mail(From="A. Writer <a@example.org>")
    message.set_content(PLAIN)
    article = read(tmp_path, message)
    assert (article.text, article.source, article.authors) == ("\n\n".join(SENTENCES), "A. Writer", ("A. Writer",))


def test_a_sender_without_a_name_is_his_address(tmp_path: Path) -> None:
    message = mail(From="news@courier.example")
    message.set_content("Words of the harbour.")
    assert read(tmp_path, message).source == "news@courier.example"


def test_headers_in_other_letters_are_read(tmp_path: Path) -> None:
    head = b"From: =?koi8-r?B?78bJw8nBzNjO2co=?= <a@example.org>\n"
    subject = b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?q?_aus?=\n"
    article = read(tmp_path, head + subject + "Date: Thu, 1 Aug 2024 10:00:00 +0200\n\nEin Gruß.\n".encode())
    assert (article.title, article.source, article.text) == ("Grüße aus", "Официальный", "Ein Gruß.")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_body_in_another_charset_is_read(tmp_path: Path, encoding: str) -> None:
    message = mail()
    message.set_content("Die Fähre fährt wieder.", charset="iso-8859-15", cte=encoding)
    assert read(tmp_path, message).text == "Die Fähre fährt wieder."


def test_a_charset_that_does_not_exist_is_guessed(tmp_path: Path) -> None:
    data = b"Subject: A\nContent-Type: text/plain; charset=no-such\n\n" + "Die Fähre fährt.".encode("cp1252")
    assert read(tmp_path, data).text == "Die Fähre fährt."


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content("The report is attached.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bericht März.pdf")
    message.add_attachment("A secret word.", filename="notes.txt")
    forwarded = mail(Subject="Old")
    forwarded.set_content("Forwarded words.")
    message.add_attachment(forwarded)
    article = read(tmp_path, message)
    assert article.text == "The report is attached."
    assert article.remarks == (
        "its attachments are not read: Bericht März.pdf, notes.txt, one without a name (message/rfc822)",
    )


def test_a_mail_that_only_speaks_of_leaving_a_list_keeps_its_words(tmp_path: Path) -> None:
    message = mail()
    text = "\n\n".join(["Readers may unsubscribe from the ferry's bulletin, the harbour master said.", *SENTENCES])
    message.set_content(text)
    assert read(tmp_path, message).text == text


def test_the_html_is_not_taken_when_most_of_the_text_is_not_in_it(tmp_path: Path) -> None:
    message = mail()
    message.set_content("\n\n".join(SENTENCES))
    message.add_alternative("<p>See the plain part.</p>", subtype="html")
    assert read(tmp_path, message).text == "\n\n".join(SENTENCES)


def test_each_mail_of_a_mailbox_is_an_article_with_an_id_that_does_not_move(tmp_path: Path) -> None:
    def boxed(number: int) -> bytes:
        message = mail(Subject=f"Mail {number}", Message_ID=f"<{number}@courier.example>")
        message.set_content(f"Words of mail {number}.\n\n>From the harbour: more.\n")
        return b"From x@y Thu Aug  1 23:30:00 2024\n" + message.as_bytes() + b"\n"

    two = read_all(tmp_path, boxed(1) + boxed(2), "box.mbox")
    assert [(one.path, one.title, one.text) for one in two if isinstance(one, Article)] == [
        (f"box.mbox#{n}", f"Mail {n}", f"Words of mail {n}.\n\nFrom the harbour: more.") for n in (1, 2)
    ]
    three = read_all(tmp_path, boxed(0) + boxed(1) + boxed(2), "box.mbox")
    ids = [[one.id for one in found if isinstance(one, Article)] for found in (two, three)]
    assert ids[1][1:] == ids[0]


def test_a_bad_mail_costs_no_other(tmp_path: Path) -> None:
    good = b"From a\nSubject: A\n\nWords of the harbour.\n\n"
    found = read_all(tmp_path, good + b"From b\n\nno header\n\n" + good.replace(b": A", b": B"), "box.mbox")
    assert [one.title if isinstance(one, Article) else one.reason for one in found] == ["A", "is not a mail", "B"]


NESTED = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1_000))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Words without a header.", "is not a mail"),
        (b"Subject: A\n\n", "holds no text"),
        (b"Subject: A\n" + NESTED.encode(), "is a mail in more than 100 parts within parts"),
        (b"Subject: A\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n\0\0\0\0", "holds no text"),
        (
            b"Subject: A\nContent-Type: text/plain\n\n" + bytes(range(32)) * 99,
            "is not a text file (it holds zero bytes)",
        ),
        (b"Subject: A\nContent-Type: multipart/mixed\n\nno boundary", "holds no text"),
        (
            b"Subject: A\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000,
            "is a mail in more than 10,000 parts",
        ),
        (b"Subject: A\nContent-Type: image/png\n\nwords", "holds no text"),
        (b"Subject: A\nContent-Disposition: inline; filename*0*=a'b'%FF; filename*1*=x\n\nwords", "holds no text"),
    ],
)
def test_a_hostile_mail_is_refused_with_the_reason(tmp_path: Path, data: bytes, said: str) -> None:
    assert reason(tmp_path, data) == said


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?b?====?= =?x?q??= =?utf-8?q?=ZZ?=",
        b'From: \xff\xfe <<<>>> ,,, "',
        b"From: =?utf-8?b?\x00?= (((((((((",
        b"Date: Foo, 99 Bar 20244 99:99:99 +99999999999",
        b"Date: -1",
        b"From: " + b"(" * 100_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"Content-Type: text/plain; charset*=x'y'%ZZ; charset=\"",
        b"Message-ID: " + b"<" * 5000,
        b"Archived-At: javascript:alert(1)",
        b"Content-Transfer-Encoding: uuencode",
    ],
)
def test_a_hostile_header_costs_no_text(tmp_path: Path, header: bytes) -> None:
    data = b"Subject: A\n" + header + b"\n\nThe words of the mail.\n"
    assert read(tmp_path, data).text == "The words of the mail."


def test_what_is_no_mailbox_is_refused(tmp_path: Path) -> None:
    said = "is not a mailbox (mbox): it does not begin with a line “From …”"
    assert reason(tmp_path, b"Subject: A\n\nWords.", "box.mbox") == said
