"""The words people see, in Arabic and English: read from data/texts, data/places and data/actors.yaml."""

from __future__ import annotations

import csv
import datetime as dt
import functools
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("ar", "en")
PRIORITY = ("SY09", "SY11", "SY07", "SY02")  # Deir-ez-Zor, Ar-Raqqa, Idleb, Aleppo: listed first, treated alike
UNSPECIFIED = ""  # stands for "no governorate known" wherever a P-code stands


class Texts:
    """The texts of one language, by dotted key; a key that is not there is an error, never an empty label."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._tree = _tree(lang)

    def get(self, key: str) -> object:
        """The text, list or group under a dotted key."""
        value: object = self._tree
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                raise KeyError(f"data/texts/{self.lang}.yaml has no entry {key!r}")
            value = value[part]
        return value

    def __call__(self, key: str, **values: object) -> str:
        """The text with its {names} filled in."""
        text = str(self.get(key)).strip()
        return text.format(**values) if values else text

    @property
    def dir(self) -> str:
        return self("language.dir")

    def day(self, value: str | dt.date, short: bool = False) -> str:
        """ "22 October 2017", or "22 Oct" if short; the digits are Latin in both languages."""
        day = dt.date.fromisoformat(str(value)[:10])
        if short:
            return self("date.day_short", day=day.day, month=self.get("date.months_short")[day.month - 1])
        return self("date.day", day=day.day, month=self.get("date.months")[day.month - 1], year=day.year)

    def week(self, monday: dt.date) -> str:
        """ "Week 47 of 2026: 16 November 2026 to 22 November 2026"."""
        year, number, _ = monday.isocalendar()
        end = self.day(monday + dt.timedelta(days=6))
        return self("overview.week", number=number, year=year, start=self.day(monday), end=end)

    def month(self, value: str) -> str:
        """ "October 2026"."""
        day = dt.date.fromisoformat(value)
        return self("date.month", month=self.get("date.months")[day.month - 1], year=day.year)

    def tick_month(self, value: str) -> str:
        """A month as short as an axis needs it."""
        day = dt.date.fromisoformat(value)
        return self(
            "date.tick_month", month=self.get("date.months_short")[day.month - 1], number=day.month, year=day.year
        )

    def tick(self, value: str) -> str:
        """A day as short as an axis needs it."""
        day = dt.date.fromisoformat(value)
        month = self.get("date.months_short")[day.month - 1]
        return self("date.tick", day=day.day, month=month, number=day.month)

    def governorate(self, pcode: str) -> str:
        """The name of a governorate; the P-code itself where it is none of the fourteen."""
        if pcode == UNSPECIFIED:
            return self("overview.unspecified")
        return governorates().get(pcode, {}).get(self.lang, pcode)

    def actor(self, actor: str) -> str:
        """The name of an actor; its id where the table does not know it."""
        return _actors().get(actor, {}).get(self.lang) or actor

    def language(self, code: str) -> str:
        """The name of a language of articles; its code where it is neither of the two."""
        return str(self.get("article_language").get(code) or code or "–")

    def reason(self, reason: str) -> str:
        """A reason in the words of this language; what follows a known beginning ("listed with …") stays as it is."""
        known = self.get("reasons")
        start = max((key for key in known if reason.startswith(key)), key=len, default=None)
        return reason if start is None else known[start] + reason[len(start) :]

    def number(self, low: int | None, high: int | None) -> str:
        """A stated number: "5", "at least 5", "up to 5", "20 to 99"; empty where none is."""
        if low is None and high is None:
            return ""
        if high is None:
            return self("card.at_least", n=f"{low:,}")
        if low is None:
            return self("card.up_to", n=f"{high:,}")
        return f"{low:,}" if low == high else self("card.range", min=f"{low:,}", max=f"{high:,}")

    def join(self, parts: list[str]) -> str:
        return str(self.get("date.list")).join(parts)


@functools.cache
def _tree(lang: str) -> dict:
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r}: use one of {', '.join(LANGUAGES)}")
    with open(DATA / "texts" / f"{lang}.yaml", encoding="utf-8") as file:
        return yaml.safe_load(file)


@functools.cache
def texts(lang: str) -> Texts:
    return Texts(lang)


@functools.cache
def governorates() -> dict[str, dict[str, str]]:
    """P-code -> {ar, en}, the four priority governorates first, the others by P-code."""
    with open(DATA / "places" / "governorates.csv", encoding="utf-8-sig", newline="") as file:
        rows = {r["pcode"]: {"ar": r["name_ar"], "en": r["name_en"]} for r in csv.DictReader(file)}
    order = [*PRIORITY, *sorted(code for code in rows if code not in PRIORITY)]
    return {code: rows[code] for code in order if code in rows}


@functools.cache
def _actors() -> dict[str, dict[str, str]]:
    """Actor id -> {ar, en}, the definition that the table of actors gives."""
    with open(DATA / "actors.yaml", encoding="utf-8") as file:
        return {entry["id"]: entry["define"] for entry in yaml.safe_load(file)}
