"""The catalogue's tables, as SQL: what each version of it adds to the one before it."""

from __future__ import annotations

TOKENIZER = "porter unicode61 remove_diacritics 2"

# `day` is a date's proleptic ordinal, as datetime.date.toordinal gives it. Chunk numbers are never used twice
# (AUTOINCREMENT): a published generation may still hold a removed one.
_TABLES_OF_1 = f"""
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT, url TEXT, authors TEXT NOT NULL, published TEXT, published_time TEXT, day INTEGER,
    origins TEXT NOT NULL, remarks TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL
);
CREATE INDEX articles_by_file ON articles (file);
CREATE INDEX articles_by_day ON articles (day);
CREATE TABLE sentences (
    article INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    paragraph INTEGER NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, number INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, day INTEGER
);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE INDEX chunks_by_day ON chunks (day);
CREATE TABLE vectors (chunk INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content='', tokenize="{TOKENIZER}"
);
CREATE TABLE generations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL, last_chunk INTEGER NOT NULL, count INTEGER NOT NULL,
    files TEXT NOT NULL
);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
);
"""
# Version 2 adds what is read off the sentences (an article without its row in `marked` has yet to be read for it), the
# earlier versions of articles, and the days that the reader set, with what the articles give for themselves. `first`
# and `last` are ordinals; NULL is open. `replaced` names articles that another, present too, stands for from its `day`
# on (succession.py); `earlier_ids` ids under which an article went that now has another.
_TABLES_OF_2 = """
CREATE TABLE marked (article INTEGER PRIMARY KEY, method TEXT NOT NULL);
CREATE TABLE dates (
    article INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    first INTEGER, last INTEGER, relative INTEGER NOT NULL, PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE TABLE utterances (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, sentence INTEGER NOT NULL, speaker TEXT NOT NULL,
    mention_start INTEGER, mention_end INTEGER, said_start INTEGER NOT NULL, said_end INTEGER NOT NULL,
    kind TEXT NOT NULL, confidence REAL NOT NULL
);
CREATE INDEX utterances_by_article ON utterances (article);
CREATE TABLE versions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, address TEXT, replaced_at TEXT NOT NULL,
    path TEXT NOT NULL, title TEXT NOT NULL, source TEXT, url TEXT, authors TEXT NOT NULL, published TEXT,
    published_time TEXT, origins TEXT NOT NULL, remarks TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX versions_by_id ON versions (id);
CREATE INDEX versions_by_address ON versions (address);
CREATE INDEX versions_by_title ON versions (title);
CREATE TABLE earlier_ids (id TEXT PRIMARY KEY, now TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX earlier_ids_by_now ON earlier_ids (now);
CREATE TABLE addresses (address TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (address, id)) WITHOUT ROWID;
CREATE TABLE replaced (
    id TEXT PRIMARY KEY, by_id TEXT NOT NULL, day INTEGER NOT NULL, replaced_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX replaced_by_id ON replaced (by_id);
CREATE INDEX articles_by_title ON articles (title);
CREATE TABLE set_days (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, own_day TEXT, own_time TEXT, own_origin TEXT
) WITHOUT ROWID;
"""

# Version 3 adds the files that could not be read, with the reason and the moment (ISO 8601, UTC); the paths given to be
# read; the web addresses fetched (fetched.py); the articles removed by hand: `content` is a hash of title and text,
# `title` is empty where the text was erased; checksums (checksums.py); as JSON, the rows found damaged with nothing to
# mend them from; and the pack of vectors (finding/pack.py) with the chunks that are in it and no longer in the library.
# Without the index by source, the list of sources took a question 30 ms among 16,000 articles.
_TABLES_OF_3 = """
CREATE TABLE read_paths (path TEXT PRIMARY KEY, read_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE failures (path TEXT PRIMARY KEY, reason TEXT NOT NULL, failed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fetched (
    address TEXT PRIMARY KEY, given INTEGER NOT NULL, found_in TEXT NOT NULL, kind TEXT NOT NULL, suffix TEXT NOT NULL,
    final TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, fetched_at TEXT NOT NULL,
    tried_at TEXT NOT NULL, not_before TEXT NOT NULL, problem TEXT NOT NULL, options TEXT NOT NULL, said TEXT NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE removed (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL,
    removed_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE article_checksums (
    article INTEGER PRIMARY KEY, row BLOB, parts BLOB, vectors BLOB, dates BLOB, utterances BLOB
);
CREATE TABLE checksums (kind TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (kind, key))
    WITHOUT ROWID;
CREATE TABLE quarantined (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, found_at TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE packs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, rows INTEGER NOT NULL, dimension INTEGER NOT NULL,
    last_chunk INTEGER NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE gone (chunk INTEGER PRIMARY KEY);
CREATE INDEX articles_by_source ON articles (source, day);
"""

# Version 4 adds the words of the answers kept: their questions, statements and quotations (record.py), each under the
# number of its answer. What is in it is read off the answers, and may be thrown away at any time. And it adds what a
# digest tells of (followed.py): the topics followed, each with the number of the last arrival that was told, and the
# articles in the order in which they came into the library; those that came before this version are not in it.
_TABLES_OF_4 = f"""
CREATE VIRTUAL TABLE words_of_answers USING fts5 (
    question, answer, quotations, content='', tokenize="{TOKENIZER}"
);
CREATE TABLE followed (
    number INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, sources TEXT NOT NULL, added_at TEXT NOT NULL,
    told_at TEXT, last_arrival INTEGER NOT NULL
);
CREATE TABLE arrived (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, arrived_at TEXT NOT NULL);
"""
# Version 5 has the words of other scripts than Latin in `words` by their terms (language/scripts.py). FTS5 must be
# given the old words to forget them.
_IN_TEXTS = (
    "chunks JOIN articles ON articles.key = chunks.article"
    " JOIN sentences AS low ON low.article = chunks.article AND low.number = chunks.first"
    " JOIN sentences AS high ON high.article = chunks.article AND high.number = chunks.last - 1"
)
_TEXT = "substr(articles.text, low.start + 1, high.end - low.start)"
# What `words` holds of each chunk: its number, its article's title and its text, as they are searched.
WORDS_OF_CHUNKS = f"chunks.id, searchable(articles.title), searchable({_TEXT}) FROM {_IN_TEXTS}"
_OTHER_SCRIPTS = f"searchable(articles.title) <> articles.title OR searchable({_TEXT}) <> {_TEXT}"
_WORDS_OF_5 = f"""
DELETE FROM checksums WHERE kind = 'table' AND "key" = 'words'
    AND EXISTS (SELECT 1 FROM {_IN_TEXTS} WHERE {_OTHER_SCRIPTS});
INSERT INTO words (words, rowid, title, text)
    SELECT 'delete', chunks.id, articles.title, {_TEXT} FROM {_IN_TEXTS} WHERE {_OTHER_SCRIPTS};
INSERT INTO words (rowid, title, text)
    SELECT {WORDS_OF_CHUNKS} WHERE {_OTHER_SCRIPTS};
"""
ADDED = {1: _TABLES_OF_1, 2: _TABLES_OF_2, 3: _TABLES_OF_3, 4: _TABLES_OF_4}
WRITTEN_ANEW = {5: _WORDS_OF_5}
SCHEMA_VERSION = max(*ADDED, *WRITTEN_ANEW)
