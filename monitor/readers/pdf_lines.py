"""Lines of a PDF page from where its letters stand: the order in which a file stores Arabic means nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdfminer.layout import LTChar, LTPage

RTL = ("R", "AL")  # bidi classes of letters that run from right to left
LTR = ("L", "EN", "AN")  # of letters and figures that run from left to right, also within Arabic
JOINS = frozenset(".,:/%+-\u066b\u066c\u2013' ")  # stand between the figures of a number or between Latin words
GAP = 0.18  # of the letter size: a wider gap between letters is a blank that was not drawn
GUTTER = 2.0  # of the letter size: a wider gap parts two columns
APART = 2.5  # line heights: what stands farther below begins a new block
BRACKETS = str.maketrans("()[]{}\u00ab\u00bb<>", ")(][}{\u00bb\u00ab><")


@dataclass(slots=True)
class Block:
    """Lines below one another: a column, or the whole width of a page."""

    x0: float
    x1: float
    y: float
    height: float
    lines: list[str] = field(default_factory=list)

    def takes(self, segment: list[LTChar]) -> bool:
        """The segment stands right below and overlaps with this block."""
        x0, x1 = segment[0].x0, max(letter.x1 for letter in segment)
        shared = min(self.x1, x1) - max(self.x0, x0)
        near = self.y - segment[0].y0 < APART * max(self.height, segment[0].height)
        return near and shared > 0.5 * min(self.x1 - self.x0, x1 - x0)

    def add(self, segment: list[LTChar]) -> None:
        self.x0 = min(self.x0, segment[0].x0)
        self.x1 = max(self.x1, *(letter.x1 for letter in segment))
        self.y, self.height = segment[0].y0, segment[0].height
        self.lines.append(logical(visual(segment)))


def lines(page: LTPage) -> Iterator[str]:
    """The page's lines in reading order: a column to its end, then the next."""
    blocks: list[Block] = []
    for row in rows(_letters(page)):
        parts = segments(row)
        taken = [[block for block in blocks if block.takes(part)] for part in parts]
        for part, fitting in zip(parts, taken, strict=True):
            if len(fitting) != 1 or any(fitting[0] in other for other in taken if other is not fitting):
                fitting = [Block(part[0].x0, part[0].x0, part[0].y0, part[0].height)]
                blocks += fitting
            fitting[0].add(part)
    yield from (line for block in blocks for line in block.lines)


def _letters(item: object) -> Iterator[LTChar]:
    from pdfminer.layout import LTChar

    if isinstance(item, LTChar):
        if item.size > 0 and item.get_text():
            yield item
    elif isinstance(item, Iterable):
        for part in item:
            yield from _letters(part)


def rows(letters: Iterable[LTChar]) -> list[list[LTChar]]:
    """Letters of one height together, from the top; each row from left to right."""
    found: list[list[LTChar]] = []
    for letter in sorted(letters, key=lambda letter: -(letter.y0 + letter.y1)):
        row = found[-1] if found else None
        middle = (letter.y0 + letter.y1) / 2
        if row and row[0].y0 < middle:
            row.append(letter)
        else:
            found.append([letter])
    return [sorted(row, key=lambda letter: letter.x0) for row in found]


def segments(row: list[LTChar]) -> list[list[LTChar]]:
    """A row parted where columns part; in an Arabic row the right one comes first."""
    found = [[row[0]]]
    end = row[0].x1
    for letter in row[1:]:
        if letter.get_text().isspace():
            continue
        if letter.x0 - end > GUTTER * letter.size:
            found.append([])
        found[-1].append(letter)
        end = max(end, letter.x1)
    arabic = sum(_class(letter.get_text()) in RTL for letter in row)
    return found[::-1] if 2 * arabic > len(row) else found


def visual(row: list[LTChar]) -> list[str]:
    """What is printed from left to right, letter by letter, blanks where letters stand apart."""
    marks = [letter for letter in row if _is_mark(letter)]
    out: list[str] = []
    end = row[0].x0
    for letter in row:
        if letter in marks:
            continue
        if letter.x0 - end > GAP * letter.size:
            out.append(" ")
        if text := unicodedata.normalize("NFKC", letter.get_text()).strip():
            out.append(text + "".join(_signs(mark) for mark in marks if _upon(mark, letter)))
        end = max(end, letter.x1)
    return out


def _is_mark(letter: LTChar) -> bool:
    """A vowel sign: as such, or drawn without width, which some files name with the letter below it."""
    return bool(_signs(letter)) and (letter.x1 - letter.x0 < 0.01 or len(_signs(letter)) == len(letter.get_text()))


def _signs(letter: LTChar) -> str:
    return "".join(char for char in letter.get_text() if unicodedata.combining(char))


def _upon(mark: LTChar, letter: LTChar) -> bool:
    """The vowel sign stands above or below this letter."""
    return letter.x0 <= (mark.x0 + mark.x1) / 2 < letter.x1


def _class(text: str) -> str:
    return unicodedata.bidirectional(text[0])


def logical(printed: list[str]) -> str:
    """The same in reading order: an Arabic line from right to left, numbers and Latin words in it left as they are."""
    right = sum(_class(text) in RTL for text in printed)
    if right <= sum(_class(text) == "L" for text in printed):
        return "".join(_turned(printed, RTL, frozenset(" "))).strip()
    text = "".join(_turned(printed[::-1], LTR, JOINS)).strip()
    first = next((char for char in text if char in "()"), "(")
    return text.translate(BRACKETS) if first == ")" else text


def _turned(letters: list[str], classes: tuple[str, ...], within: frozenset[str]) -> Iterator[str]:
    """The letters with every run of the classes turned around; what stands within a run belongs to it."""
    run: list[str] = []
    pending: list[str] = []
    for text in letters:
        if _class(text) in classes:
            run += [*pending, text]
            pending = []
        elif run and text in within:
            pending.append(text)
        else:
            yield from (*run[::-1], *pending, text)
            run, pending = [], []
    yield from (*run[::-1], *pending)
