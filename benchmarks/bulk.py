"""A store of very many mentions, made by the database itself in seconds: for measuring, not for reading.

Twenty sources, of which few write most, three mentions an article, fifteen years, the four categories with their
subtypes and statuses about as the press has them. The same numbers for the same size on SQLite and PostgreSQL.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Index

from extractors.records import SUBTYPES
from monitor.store import rollup, rows, schema
from monitor.store.engine import alone, use_wal, writing
from monitor.store.meta import bump

DAYS = 5500
FIRST = "2011-09-01"
EACH = 3  # mentions an article
RULES = "bulk"
CACHE_KB = 1_500_000  # ten million random keys want their order in memory: in SQLite's 2 MB each costs a page of disk


def fill(engine: Engine, count: int, *, whole: bool = False, days: int = DAYS) -> None:
    """Bring about that many mentions into an empty store; whole: with places and bands, which no count goes by."""
    sqlite = engine.dialect.name == "sqlite"
    indexes = [index for table in (schema.articles, schema.mentions) for index in table.indexes]
    with in_a_hurry(engine, sqlite), writing(engine) as conn:
        for index in indexes:
            index.drop(conn)
        _helpers(conn, sqlite, days)
        for statement in _statements(count, sqlite, whole, days):
            conn.exec_driver_sql(statement if sqlite else statement.replace("%", "%%"))
        _index(conn, indexes)
        rollup.rebuild(conn)
        for name in ("bulk_days", "bulk_kinds", "bulk_sources"):
            conn.exec_driver_sql(f"DROP TABLE {name}")
        bump(conn)
    if not sqlite:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def in_a_hurry(engine: Engine, sqlite: bool) -> Iterator[None]:
    """Without a journal, which would be as large as the store again, and with much memory; then as ever."""
    if sqlite:
        alone(engine, "PRAGMA journal_mode = OFF")
        alone(engine, f"PRAGMA cache_size = -{CACHE_KB}")
    yield
    if sqlite:
        engine.dispose()
        use_wal(engine)


def _index(conn: Connection, indexes: list[Index]) -> None:
    for index in indexes:
        index.create(conn)


def _helpers(conn: Connection, sqlite: bool, days: int) -> None:
    day = f"date('{FIRST}', '+' || i || ' days')" if sqlite else f"to_char(date '{FIRST}' + i, 'YYYY-MM-DD')"
    conn.exec_driver_sql(f"CREATE TEMP TABLE bulk_days AS {_numbers(days, sqlite)} SELECT i, {day} AS day FROM numbers")
    conn.exec_driver_sql("CREATE TEMP TABLE bulk_kinds (i INTEGER, category TEXT, subtype TEXT, counts_as TEXT)")
    kinds = [(category, subtype) for category, group in SUBTYPES.items() for subtype in group]
    for number, (category, subtype) in enumerate([*kinds, ("civilian_harm", "killed"), ("civilian_harm", "killed")]):
        values = f"({number}, '{category}', '{subtype}', '{rows.counted_as(category, subtype, False)}')"
        conn.exec_driver_sql(f"INSERT INTO bulk_kinds VALUES {values}")
    conn.exec_driver_sql("CREATE TEMP TABLE bulk_sources (i INTEGER, source TEXT)")
    for number in range(60):  # the first of twenty writes a fifth of all, the last a sixtieth
        conn.exec_driver_sql(f"INSERT INTO bulk_sources VALUES ({number}, 'Source {number * number // 180}')")


def _numbers(count: int, sqlite: bool) -> str:
    if sqlite:
        return f"WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {count})"
    return f"WITH numbers AS (SELECT i FROM generate_series(0, {count - 1}) AS i)"


def pick(number: str, salt: int, count: int) -> str:
    """SQL for a number below count that looks random but is the same each time, and independent of other salts'."""
    factor = random.Random(salt).getrandbits(32) | 1  # the same for all salts would tie a mention's fields together
    return f"(({number}) * CAST({factor} AS BIGINT) % 4294967296 / 65536 % {count})"


def _statements(count: int, sqlite: bool, whole: bool, days: int) -> list[str]:
    own = f"SELECT i, {pick('i', 0, days)} AS d, {pick('i', 7, 60)} AS s, {pick('i', 11, 100)} AS p FROM numbers"
    sha = "zeroblob(16)" if sqlite else "decode(repeat('00', 16), 'hex')"
    unique = "randomblob(16)" if sqlite else "decode(md5(n.i::text), 'hex')"
    text = "'Text ' || n.i || ' of an article that was made to fill a store, and is as short as a line of a ticker.'"
    articles = f"""
        INSERT INTO articles (id, url, source, title, text, language, published, published_day, content_sha, text_sha,
            copy_of, first_seen, last_seen, run_id, rules_version)
        {_numbers(count // EACH, sqlite)}, n AS ({own})
        SELECT 'bulk' || n.i, NULL, source, 'Title ' || n.i, {text}, CASE WHEN n.s < 12 THEN 'en' ELSE 'ar' END,
            day, day, {sha}, {unique}, CASE WHEN n.p < 15 AND n.i > 0 THEN 'bulk0' END, day, day, 0, '{RULES}'
        FROM n JOIN bulk_days ON bulk_days.i = n.d JOIN bulk_sources ON bulk_sources.i = n.s"""
    status = (
        "CASE WHEN n.t < 75 THEN 'reported' WHEN n.t < 87 THEN 'possible' WHEN n.t < 97 THEN 'past' ELSE 'denied' END"
    )
    victims = "CASE WHEN n.v < 60 THEN 'civilians' WHEN n.v < 75 THEN 'combatants' ELSE 'unspecified' END"
    each = (
        f"SELECT i, i / {EACH} AS a, {pick('i', 3, 19)} AS k, {pick('i', 5, 100)} AS t, {pick('i', 6, 100)} AS v "
        "FROM numbers"
    )
    key = "randomblob(16)" if sqlite else "decode(md5('m' || n.i), 'hex')"
    code = pick("n.i", 9, 20)
    number = f"CASE WHEN {code} < 14 THEN {code} + 1 WHEN {code} < 16 THEN 7 ELSE 9 END"
    placed = f"{code} < 18"
    first = f"printf('SY%02d', {number})" if sqlite else f"'SY' || lpad(({number})::text, 2, '0')"
    false, true = ("0", "1") if sqlite else ("FALSE", "TRUE")
    mentions = f"""
        INSERT INTO mentions (mention_id, article_id, language, source, url, title, published, category, subtype,
            status, "trigger", start, "end", quote, quote_start, quote_end, in_title, outside_syria, count_min,
            count_max, count_unit, count_text, victims, actor, event_start, event_end, date_precision, date_reason,
            rule_id, rules_version, active, is_copy, counts_as, day, published_day, reviewed, search_text,
            governorates, reached, marks)
        {_numbers(count // EACH * EACH, sqlite)}, n AS ({each})
        SELECT {key}, articles.id, language, source, NULL, title, published, category, subtype, {status},
            'made', n.i, n.i + 4, text, 0, 100, {false}, {false}, 3, NULL, 'persons', 'three', {victims},
            CASE WHEN n.v < 30 THEN 'actor ' || (n.v % 8) END, published, published, 2, 'published', 'bulk',
            '{RULES}', {true}, copy_of IS NOT NULL, counts_as, published_day, published_day,
            CASE WHEN n.t = 50 THEN 'rejected' WHEN n.t IN (51, 52) THEN 'confirmed' ELSE '' END, text,
            CASE WHEN {placed} THEN {first} ELSE '' END, '', CASE WHEN {placed} THEN 0 ELSE {rows.NO_PLACE} END
                + {rows.DAY_OF_PUBLICATION}
        FROM n JOIN articles ON articles.id = 'bulk' || n.a JOIN bulk_kinds ON bulk_kinds.i = n.k"""
    governorates = """
        INSERT INTO mention_governorates SELECT mention_id, 0, governorates FROM mentions WHERE governorates <> ''
        ORDER BY 1"""
    places = """
        INSERT INTO mention_places (mention_id, position, name, place_id, pcode, role, precision, reason, candidates)
        SELECT mention_id, 0, pcode, pcode, pcode, 'location', 3, 'same clause', '' FROM mention_governorates
        WHERE position = 0 ORDER BY 1"""
    made = [articles, mentions, governorates]
    if whole:
        made.append(places)
        period = f"(({pick('i', 0, days)} + 734381) / 7 * CAST(17592186044416 AS BIGINT))"
        mixed = f"({pick('i', 13, 65536)} * 65536 + {pick('i * 16 + b', 17, 65536)})"
        sixteen = "(" + " UNION ALL ".join(f"SELECT {b} AS b" for b in range(16)) + ") AS sixteen"
        made.append(f"""
            INSERT INTO article_bands {_numbers(count // EACH, sqlite)}
            SELECT DISTINCT {period} + {mixed} * 256 + b, 'bulk' || i FROM numbers, {sixteen} ORDER BY 1""")
    return made
