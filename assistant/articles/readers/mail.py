"""A mail (.eml), or a mailbox of them (.mbox), to articles, by Python's own reader of mail."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import BinaryIO

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.readers.decoding import MIB, decode
from assistant.articles.readers.mail_footers import without_footers
from assistant.articles.readers.rows import Row
from assistant.errors import UnreadableFile
from assistant.language.lines import lay_out
from assistant.language.normalise import clean_characters, one_line
from assistant.records.articles import Origin

LARGEST_MAIL_BYTES = 32 * MIB  # of a mailbox; attachments and all
MOST_MULTIPARTS = 100  # each within another has every line compared with all of their ends
MOST_PARTS = 10_000  # each takes a hundred times its bytes in memory
_LONGEST_HEADER = 5_000  # characters that are looked into
_NAMED_ATTACHMENTS = 5
_HEADERS = ("From", "Date", "Subject", "Message-ID")
_ADDRESS = re.compile(r"https?://\S+")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_ARCHIVED_AT = re.compile(r"<?(https?://[^<>\s]+)>?")
# Of two forms of one text the HTML is taken, unless it holds much less: then the main part was not found in it.
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Mail:
    """What is read of one mail; `key` is its own name for itself."""

    text: str
    given: tuple[Given, ...]
    remarks: tuple[str, ...]
    key: str


def read_mail(data: bytes) -> RawArticle:
    """The article in the bytes of an .eml file; raises UnreadableFile when they are no mail."""
    mail = _mail(data)
    return RawArticle(mail.text, mail.given, mail.remarks)


def mail_rows(stream: BinaryIO) -> Iterator[Row]:
    """A row for each mail of an mbox file; never more than one of them in memory."""
    for number, data in enumerate(_mails(stream), start=1):
        try:
            if len(data) > LARGEST_MAIL_BYTES:
                raise UnreadableFile(f"is larger than {LARGEST_MAIL_BYTES // MIB} MiB")
            mail = _mail(_QUOTED_FROM.sub(rb"\1", data))
        except UnreadableFile as error:
            yield Row(number, bad=error.message)
        else:
            values = {"text": mail.text.split("\n\n")}
            yield Row(number, values, key=mail.key, given=mail.given, remarks=mail.remarks)


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of an mbox file (RFC 4155): each begins with a line "From …" at the start or below a blank line."""
    first = stream.readline(MIB)
    if not first.startswith(b"From "):
        raise UnreadableFile("is not a mailbox (mbox): it does not begin with a line “From …”")
    lines: list[bytes] = []
    size, is_after_blank = 0, False
    while line := stream.readline(MIB):
        if is_after_blank and line.startswith(b"From "):
            yield b"".join(lines)
            lines, size = [], 0
        elif size <= LARGEST_MAIL_BYTES:  # of a mail that is too large only so much that this can be told
            lines.append(line)
            size += len(line)
        is_after_blank = line in (b"\n", b"\r\n")
    yield b"".join(lines)


def _mail(data: bytes) -> Mail:
    if data.count(b"ultipart/") > MOST_MULTIPARTS:
        raise UnreadableFile(f"is a mail in more than {MOST_MULTIPARTS} parts within parts")
    if b"ultipart/" in data and data.count(b"\n--") > MOST_PARTS:
        raise UnreadableFile(f"is a mail in more than {MOST_PARTS:,} parts")
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        if not any(message.get(name) for name in _HEADERS):
            raise UnreadableFile("is not a mail")
        plain, html, attachments = _parts(message)
    except RecursionError as error:
        raise UnreadableFile("is a mail whose parts are too deep within each other") from error
    text = _text(plain, html)
    named = ", ".join(attachments[:_NAMED_ATTACHMENTS]) + (", …" if len(attachments) > _NAMED_ATTACHMENTS else "")
    remarks = (f"its attachments are not read: {named}",) if attachments else ()
    return Mail(text, _given(message), remarks, one_line(_header(message, "Message-ID")))


def _parts(message: Message) -> tuple[list[str], list[bytes], list[str]]:
    """The plain texts, the HTML as UTF-8, and the names of all else; a mail within the mail is an attachment."""
    plain: list[str] = []
    html: list[bytes] = []
    attachments: list[str] = []
    waiting = deque([message])
    while waiting:
        part = waiting.popleft()
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/rfc822":
            payload = part.get_payload()
            inner = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
            waiting.extendleft(reversed(inner))
        elif kind in ("text/plain", "text/html") and not _is_attachment(part):
            words = _decoded(part)
            if kind == "text/plain":
                plain.append(words)
            else:
                html.append(words.encode("utf-8-sig", "replace"))
        elif _is_attachment(part) or part.get_content_disposition() != "inline":
            attachments.append(_name(part))
    return plain, html, list(dict.fromkeys(attachments))


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _name(part: Message) -> str:
    return one_line(clean_characters(_file_name(part)))[:100] or f"one without a name ({part.get_content_type()[:50]})"


def _file_name(part: Message) -> str:
    try:
        return _unescaped(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return "one with a name that cannot be read"


def _decoded(part: Message) -> str:
    """The words of a part; an encoding that is unknown or wrong is guessed."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset")
    return decode(data, declared=charset if isinstance(charset, str) else None)


def _text(plain: Sequence[str], html: Sequence[bytes]) -> str:
    written = without_footers([lay_out(clean_characters(each)) for each in plain if each.strip()])
    if not html:
        return written
    from assistant.articles.readers.web_page import read_page

    shown = without_footers([read_page(each).text for each in html])
    return written if _letters(shown) < _LEAST_SHARE * _letters(written) else shown


def _letters(text: str) -> int:
    return sum(map(str.isalnum, _ADDRESS.sub("", text)))


def _given(message: Message) -> tuple[Given, ...]:
    """Title, sender, day and address: a mail to a list comes from its publisher, any other from its author."""
    sender = _sender(message)
    published = _date(_header(message, "Date"))
    archived = _ARCHIVED_AT.search(_header(message, "Archived-At"))
    is_newsletter = any(message.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))
    values: list[tuple[Field, object]] = [(Field.TITLE, _header(message, "Subject")), (Field.SOURCE, sender)]
    values += [(Field.AUTHORS, [sender])] if sender and not is_newsletter else []
    values += [(Field.PUBLISHED, published)] if published else []
    values += [(Field.URL, archived[1])] if archived else []
    return tuple(Given(name, value, Origin.HEADER) for name, value in values if value)


def _sender(message: Message) -> str:
    """The name of the first sender, else his address."""
    try:
        addresses = getaddresses([_header(message, "From")])
    except (ValueError, IndexError, RecursionError):  # brackets within brackets
        return ""
    return next((one_line(name) or address for name, address in addresses if name or address), "")


def _date(words: str) -> str:
    """The moment in ISO 8601, in the sender's own zone; what cannot be read is left as it stands, and refused later."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return words


def _header(message: Message, name: str) -> str:
    return one_line(clean_characters(_unescaped(str(message.get(name) or "")[:_LONGEST_HEADER])))


def _unescaped(words: str) -> str:
    """The words of a header with its encoded words (RFC 2047) read; what is wrong in them stays as it is."""
    try:
        whole = str(make_header(decode_header(words)))
    except (ValueError, LookupError, IndexError):
        whole = words
    return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
