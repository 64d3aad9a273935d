"""Bytes as text: which encoding a file or page is really in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from monitor.readers.parts import Refused

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ("cp1252", "cp1256", "iso8859_6")  # Western Windows, Arabic Windows, Arabic ISO: in this order where equal
# Lower-case names that browsers read as the larger Windows table.
ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
DECLARED_WITHIN = 4_096  # bytes from the start in which a page declares its encoding
LOOKED_AT = 100_000  # characters
ENOUGH = 12  # bytes above ASCII: with fewer, two encodings can look equally good
LETTERS = range(0x0620, 0x0653)  # Arabic letters and their vowel signs
# The joined forms of two letters make up half of Arabic running text, and mistaken encodings almost never give them.
FREQUENT = frozenset("\u0627\u0644\u064a\u0645\u0646\u0648\u0631\u062a\u0628\u0629\u0639\u062f\u0641\u0633")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text, without its byte order mark. declared: what a server said, a hint that is checked.

    Raises Refused where no encoding gives a plausible text.
    """
    for mark, name in BOMS:
        if raw.startswith(mark):
            return _strict(raw, name).removeprefix("\ufeff")
    if name := _wide(raw):
        return _strict(raw, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(raw, declared, error.start)


def _strict(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise Refused(f"says it is {name.upper()}, but is not from byte {error.start} on") from None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is 0 (ASCII) or 6 (Arabic)."""
    head = raw[:4_096]
    if len(head) < 8 or b"\x00" not in head and b"\x06" not in head:
        return None
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if sum(byte in (0, 6) for byte in high) > 0.9 * len(high):
            return name
    return None


def _legacy(raw: bytes, declared: str | None, bad: int) -> str:
    """The eight-bit encoding whose text looks most like Arabic or English."""
    found = DECLARED.search(raw[:DECLARED_WITHIN])
    said = [declared, found[1].decode("ascii") if found else None]
    texts = {name: text for name in (*filter(None, map(_known, said)), *LEGACY) if (text := _try(raw, name))}
    best = max(texts, key=lambda name: plausible(texts[name]), default=None)
    few = sum(byte > 127 for byte in raw) < ENOUGH and best not in map(_known, said)
    if best is None or plausible(texts[best]) < (0.6 if few else 0.5) or (few and _is_arabic(texts[best])):
        raise Refused(f"not UTF-8 from byte {bad} on, and no other encoding is certain; save the file as UTF-8")
    return texts[best]


def _known(name: str | None) -> str | None:
    """Python's name of a declared encoding, None where there is no such encoding for text."""
    if not name:
        return None
    try:
        info = codecs.lookup(ALIASES.get(name.lower(), name))
    except (LookupError, ValueError):
        return None
    return info.name if info._is_text_encoding and not info.name.startswith("utf") else None


def _try(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError):
        return None


def _is_arabic(text: str) -> bool:
    return any(ord(char) in LETTERS for char in text)


def plausible(text: str) -> float:
    """0 to 1: how much of what is above ASCII looks like Arabic, or like the odd letter and quote of English."""
    text = text[:LOOKED_AT]
    if CONTROLS.search(text):
        return 0.0
    high = [char for char in text if char > "\x7f"]
    if not high:
        return 1.0
    arabic = sum(ord(char) in LETTERS for char in high)
    frequent = sum(char in FREQUENT for char in high)
    if arabic > 0.5 * len(high):
        return 0.5 * (arabic + frequent) / len(high)
    return 0.6 if len(high) < 0.2 * len(text) else 0.0  # Western: a few letters and quotes among ASCII
