"""The words that flags of commands take, each declared once."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """The four that are counted."""

    DISPLACEMENT = "displacement"
    ARREST = "arrest"
    EXECUTION = "execution"
    CIVILIAN_HARM = "civilian_harm"


class Status(StrEnum):
    """Whether the text says that it happened."""

    REPORTED = "reported"
    DENIED = "denied"
    POSSIBLE = "possible"
    PAST = "past"
    ALL = "all"


class Language(StrEnum):
    """The languages of briefs, and of what a file says of itself."""

    AR = "ar"
    EN = "en"


class Lines(StrEnum):
    """How mentions are written as they are found."""

    JSONL = "jsonl"
    CSV = "csv"


class FileFormat(StrEnum):
    """How a file of an export is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    GEOJSON = "geojson"


class Picture(StrEnum):
    """How a brief is written."""

    PNG = "png"
    PDF = "pdf"


class Shape(StrEnum):
    """The paper of a brief, or the screen."""

    A4 = "a4"
    WIDE = "wide"


class Table(StrEnum):
    """What the rows of an export are."""

    MENTIONS = "mentions"
    WEEKLY = "weekly"
    GOVERNORATES = "governorates"


class Profile(StrEnum):
    """For whom an export or a brief is."""

    FULL = "full"
    TEAM = "team"
    PUBLIC = "public"


class Role(StrEnum):
    """What somebody may do in a team's store."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"
