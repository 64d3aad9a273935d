"""Cells for spreadsheets: nothing that runs as a formula, nothing invisible that changes what a person reads."""

from __future__ import annotations

import unicodedata

LEADS = frozenset("=+-@\t\r\u2212")  # what a spreadsheet takes for a formula; U+2212 is the minus sign
# Format characters that are kept: the two joiners spell words, the number and verse marks are printed signs.
KEPT_FORMATS = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
HIDDEN = frozenset(("Cc", "Cf", "Co", "Cs"))


def clean(text: str) -> str:
    """The text without control, bidi and zero-width characters, composed (NFC). Lines and tabs stay."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # nothing printable is hidden: the usual case, and twenty times as fast
    kept = (char for char in text if char in "\n\t" or not _hidden(char))
    return unicodedata.normalize("NFC", "".join(kept))


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in HIDDEN and char not in KEPT_FORMATS


def cell(value: object) -> object:
    """A value as a CSV or XLSX cell: text cleaned, and quoted with ' where it would start a formula; numbers stay."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if _starts_formula(text) else text


def _starts_formula(text: str) -> bool:
    """Also behind blanks and joiners, and for look-alikes such as the fullwidth equals sign."""
    if text[:1].isalnum():
        return False  # no letter or digit decomposes into the beginning of a formula
    if text[:1] in LEADS:
        return True
    visible = text.lstrip().lstrip("\u200c\u200d")
    return visible[:1] in LEADS or unicodedata.normalize("NFKC", visible).lstrip()[:1] in LEADS
