"""One spelling fold for articles, words and places alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeVar

K, V = TypeVar("K"), TypeVar("V")

# Letters that the press writes interchangeably. Targets are what lookups see; offsets always refer to the raw text.
_MAP = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي",
    "ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "گ": "ك", "پ": "ب", "چ": "ج",
    "ڤ": "ف",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‹": '"', "›": '"',
    "٪": "%", "٫": ".", "٬": ",",
}  # fmt: skip
_DIGITS = {**{chr(0x660 + d): str(d) for d in range(10)}, **{chr(0x6F0 + d): str(d) for d in range(10)}}
# accents of their own, tashkeel, Quranic marks, tatweel, bidi controls, zero-width characters, soft hyphen
_DROP = (*range(0x300, 0x370), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE), 0x640, 0xAD,
         *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0x61C)  # fmt: skip
_TABLE = str.maketrans({**_MAP, **_DIGITS, **{chr(c): "" for c in _DROP}})
# Words that posts break up to escape filters: tatweel, dots, a blank, tatweel.
BROKEN_WORD = re.compile(r"(?<=[\u0621-\u064A])\u0640+[.\s*_،,~-]{0,3}\u0640+(?=[\u0621-\u064A])")
_LATIN_FOLD = re.compile(r"[^\x00-\x7f]")


def remember(cache: dict[K, V], key: K, value: V, limit: int = 60_000) -> V:
    """Keep a value for the next time; a full cache is emptied, so that memory stays bounded on millions of articles."""
    if len(cache) >= limit:
        cache.clear()
    cache[key] = value
    return value


@lru_cache(maxsize=60_000)
def fold(text: str) -> str:
    """The lookup form of a word or phrase: hamza seats, ta marbuta, alif maqsura, marks, tatweel, digits, case.

    Latin accents are removed as well ("Dêrik" is "derik"). A broken-up word is put together again.
    """
    if "\u0640" in text:
        text = BROKEN_WORD.sub("", text)
    text = text.translate(_TABLE).lower()
    if _LATIN_FOLD.search(text):
        text = unicodedata.normalize("NFKC", text).lower()  # bold and wide letters have capitals as well
        text = "".join(_plain(c) if c > "\x7f" else c for c in text).translate(_TABLE)
    return text


def _plain(char: str) -> str:
    """A Latin letter without its accents; any other character as it is."""
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if parts[0] < "\x7f" else char
