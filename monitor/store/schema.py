"""Tables of the store. Column names are the record fields; days are ISO text, so that they sort as they read."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from extractors.records import VICTIMS

metadata = MetaData()

KEY = LargeBinary(16)  # an id of 32 hex digits as 16 bytes: half the size of every index it stands in

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("source", Text),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("language", Text),
    Column("published", Text),
    Column("published_day", Text),
    Column("content_sha", KEY, nullable=False),  # of every field: tells changed from unchanged
    Column("text_sha", KEY, nullable=False),  # of the words alone: tells equal copies
    Column("copy_of", Text),  # the article it repeats; null for an original
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("run_id", Integer, nullable=False),  # the run that last wrote the row
    Column("rules_version", Text, nullable=False),
    Index("articles_text_sha", "text_sha"),
    Index("articles_copy_of", "copy_of"),
    Index("articles_documents", "published_day", "language", "source", "copy_of"),  # all that counts of articles read
    Index("articles_sources", "source", "published_day"),
    Index("articles_rules", "rules_version", "id"),
)

# MinHash bands with the period of publication above them (links.py): what may be a copy of what.
article_bands = Table(
    "article_bands",
    metadata,
    Column("band", BigInteger, nullable=False, autoincrement=False),
    Column("article_id", Text, nullable=False),
    PrimaryKeyConstraint("band", "article_id"),
    sqlite_with_rowid=False,
)

# Behind the day in the indexes, so that counts are read from the index alone and never from the quotes; in the order
# in which the rollup groups, which then needs no sorting. With the id behind them, places are joined from here as well.
DIMENSIONS = (
    "counts_as", "category", "subtype", "status", "victims", "source", "language", "reviewed", "is_copy",
    "governorates", "active", "actor", "reached", "marks", "rule_id", "mention_id",
)  # fmt: skip
UNDATED = text("day IS NULL")

mentions = Table(
    "mentions",
    metadata,
    Column("mention_id", KEY, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id"), nullable=False),
    Column("language", Text, nullable=False),
    Column("source", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Text),
    Column("category", Text, nullable=False),
    Column("subtype", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("quote_start", Integer, nullable=False),
    Column("quote_end", Integer, nullable=False),
    Column("in_title", Boolean, nullable=False),
    Column("outside_syria", Boolean, nullable=False),
    Column("count_min", Integer),
    Column("count_max", Integer),
    Column("count_unit", Text),
    Column("count_text", Text),
    Column("injured_min", Integer),
    Column("injured_max", Integer),
    Column("victims", Text, nullable=False),
    Column("actor", Text),
    Column("event_start", Text),
    Column("event_end", Text),
    Column("date_precision", Integer),
    Column("date_reason", Text),
    Column("rule_id", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    # Derived from the fields above when a mention is written, so that queries and rollups agree on what they mean.
    Column("active", Boolean, nullable=False),  # false: its article no longer says so
    Column("is_copy", Boolean, nullable=False),  # its article is a copy of another one
    Column("counts_as", Text, nullable=False),  # the category; or return, release, outside_syria, which never count
    Column("day", Text),  # event_start where it is known to the week or better, else null
    Column("published_day", Text),
    Column("reviewed", Text, nullable=False),  # the last review's decision, '' for none
    Column("governorates", Text, nullable=False),  # the P-codes joined by ;, in their order whatever the sentence's was
    Column("reached", Text, nullable=False),  # the same of the places that people went to
    Column("marks", Integer, nullable=False),  # what makes it doubtful, as bits (rows.MARKS)
    Column("search_text", Text, nullable=False),  # title and quote, folded
    Column("machine", Text),  # JSON: what the program had read, of the fields a review corrected
    Index("mentions_article_id", "article_id"),
    Index("mentions_day", "day", *DIMENSIONS),
    Index("mentions_published_day", "published_day", *DIMENSIONS),
    Index(
        "mentions_undated",
        "day",
        *DIMENSIONS,
        "event_start",
        "event_end",
        "published_day",
        sqlite_where=UNDATED,
        postgresql_where=UNDATED,
    ),
    Index("mentions_actor", "actor", "active"),
)

mention_places = Table(
    "mention_places",
    metadata,
    Column("mention_id", KEY, ForeignKey("mentions.mention_id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("pcode", Text),
    Column("role", Text, nullable=False),
    Column("precision", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("candidates", Text, nullable=False),  # P-codes joined by ;
    PrimaryKeyConstraint("mention_id", "position"),
    Index("mention_places_place_id", "place_id", "mention_id"),
    sqlite_with_rowid=False,
)

mention_governorates = Table(
    "mention_governorates",
    metadata,
    Column("mention_id", KEY, ForeignKey("mentions.mention_id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("pcode", Text, nullable=False),
    PrimaryKeyConstraint("mention_id", "pcode"),
    sqlite_with_rowid=False,
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False, server_default="ingest"),  # ingest, reextract, retry, load
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("heartbeat", Text, nullable=False),
    Column("stage", Text, nullable=False),  # reading, finished, stopped, failed, interrupted
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),  # about, until the run is finished
    Column("new", Integer, nullable=False, default=0),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("changed", Integer, nullable=False, default=0),
    Column("reread", Integer, nullable=False, default=0),  # same text, read again because the rules are newer
    Column("copies", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
    Column("mentions", Integer, nullable=False, default=0),
    Column("errors", Text),  # why the run ended early
    Column("rules_version", Text, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("line", Integer),
    Column("field", Text),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("partial", Boolean, nullable=False, server_default=false()),  # its article went in without this field
    Column("article", Text),  # the whole article as JSON, where it could be read but not extracted
    Column("open", Boolean, nullable=False, server_default=true()),  # false: a later run read the same place again
    Index("rejects_run_id", "run_id"),
    Index("rejects_open", "open", "file"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mention_id", KEY, nullable=False),
    Column("decided", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("trigger", Text, nullable=False),  # as it stood when it was decided on
    Column("quote", Text, nullable=False),
    Column("corrections", Text, nullable=False, server_default=""),  # JSON: fields with the values the reviewer gave
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("prev_hash"),  # a chain has no branches
    Index("reviews_mention_id", "mention_id"),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, unique=True),  # lower case
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # monitor.access.ROLES
    Column("issuer", Text),  # with subject the account at the identity provider, from the first login on
    Column("subject", Text),
    Column("added", Text, nullable=False),
    Column("removed", Text),  # rows stay: the log names them
    Column("last_login", Text),
    UniqueConstraint("issuer", "subject"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),  # login, refused, export, review, upload, users
    Column("who", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON, without any text of articles
)

# What was loaded of a backfill (monitor.backfill.load): each step of a part is written down with the rows it brought.
parts = Table(
    "parts",
    metadata,
    Column("part", KEY, primary_key=True),
    Column("input", Text, nullable=False),  # the file it was read from
    Column("done", Integer, nullable=False),  # rows that are in the store
    Column("total", Integer, nullable=False),
    Column("skipped", Text, nullable=False),  # JSON: how many articles were left out unread, by the reason
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),  # the run that last brought rows of it
    Column("finished", Text),
)

# A rollup counts by the set of governorates that a mention names ('' none, "SY02", "SY02;SY07"), so that any choice of
# them is the sum of the sets it meets, each mention once. Further sets of its own are ALL, which is every mention, and
# for displacement those of the places reached.
ALL = "ALL"
TO = ">"  # before a set of places reached

rollup_daily = Table(
    "rollup_daily",
    metadata,
    Column("governorates", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("counts_as", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("subtype", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("victims", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("reviewed", Text, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint(
        "governorates",
        "day",
        "counts_as",
        "category",
        "subtype",
        "status",
        "victims",
        "source",
        "language",
        "reviewed",
        "is_copy",
    ),  # fmt: skip
    Index("rollup_daily_day", "day"),
    sqlite_with_rowid=False,
)

# The same counts without the dimensions that few questions ask for. Where there are many sources and subtypes the table
# above has almost as many rows as there are mentions; this one is as long as its days, whatever they hold.
rollup_common = Table(
    "rollup_common",
    metadata,
    Column("governorates", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    Column("counts_as", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("reviewed", Text, nullable=False),
    Column("n", Integer, nullable=False),
    # Of these with civilians and so on. Columns: as rows, they would double what most questions read.
    *(Column(f"n_{victims}", Integer, nullable=False) for victims in VICTIMS),
    # The days last but for what hardly varies: counts of a governorate and category lie together and need no sorting.
    PrimaryKeyConstraint("governorates", "status", "is_copy", "counts_as", "day", "category", "reviewed"),
    Index("rollup_common_day", "day"),
    sqlite_with_rowid=False,
)
