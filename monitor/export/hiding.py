"""Small numbers of a table hidden, and as many others as keep them from being found by subtraction.

A table of weeks by governorates is published with its totals. Whoever reads it can subtract, and knows that a hidden
number is at least 1, since zeros are shown. So a number is safe only if the table could hold another one in its place
with everything that is shown left as it is: that is, if +1 and -1 can go round a closed way through hidden numbers, a
row and a column in turn (Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17, 1988).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from itertools import count
from math import inf
from typing import NamedTuple

from monitor.store.schema import ALL

Cell = tuple[str, str]  # row, column; ALL stands for the total of either
Node = tuple[int, str]  # a row (0, name) or a column (1, name)
Movable = dict[tuple[str, int], set[str]]  # by column and step, the rows whose hidden entry there may make the step

# What it costs to hide one more number: rather a number of the table than a total, last of all the sum of everything.
CELL, TOTAL, SUM = 1.0, 5.0, 25.0


class Table(NamedTuple):
    """The numbers that are not zero, totals among them; where each row and column has any; of each row its largest
    number, and whether it adds up because every mention of it stands in one governorate only."""

    numbers: dict[Cell, int]
    rows: dict[str, list[str]]
    columns: dict[str, list[str]]
    largest: dict[str, int]
    adds_up: dict[str, bool]


class Ways(NamedTuple):
    """From each row and column, the entries that may change on the way to another, and which that is."""

    steps: dict[Node, list[tuple[Cell, Node]]]
    price: dict[Cell, float]


def hidden(numbers: Mapping[Cell, int], least: int) -> set[Cell]:
    """What must not be shown of a table, totals included.

    A column adds up exactly: the total of each governorate is that of its weeks. A row need not: a mention of several
    governorates is in each of them and once in the total, so that the total lies between the largest and the sum.
    """
    table = _table(numbers)
    ways = _ways(table)
    found = {cell for cell, n in table.numbers.items() if n < least}
    movable: Movable = {(column, step): set() for column in table.columns for step in (1, -1)}
    _note(table, movable, found)
    for cell in sorted(found):
        if not _swaps(table, cell, movable):
            more = _cheapest_way(table, ways, cell, found)
            found |= more
            _note(table, movable, more)
    return found


def _note(table: Table, movable: Movable, cells: Iterable[Cell]) -> None:
    for cell in cells:
        for step in (1, -1):
            if _may(table, cell, step):
                movable[cell[1], step].add(cell[0])


def _table(numbers: Mapping[Cell, int]) -> Table:
    table = Table({cell: n for cell, n in numbers.items() if n}, {}, {}, {}, {})
    for row, column in table.numbers:
        table.rows.setdefault(row, []).append(column)
        table.columns.setdefault(column, []).append(row)
    for row, columns in table.rows.items():
        parts = [table.numbers[row, column] for column in columns if column != ALL]
        table.largest[row], table.adds_up[row] = max(parts), sum(parts) == table.numbers[row, ALL]
    return table


def _ways(table: Table) -> Ways:
    steps: dict[Node, list[tuple[Cell, Node]]] = {}
    for cell in table.numbers:
        row, column = (0, cell[0]), (1, cell[1])
        for node, following, direction in ((row, column, 1), (column, row, -1)):
            entries = steps.setdefault(node, [])
            if _may(table, cell, direction):
                entries.append((cell, following))
    return Ways(steps, {cell: _price(table, cell) for cell in table.numbers})


def _price(table: Table, cell: Cell) -> float:
    base = {0: CELL, 1: TOTAL, 2: SUM}[(cell[0] == ALL) + (cell[1] == ALL)]
    return base + table.numbers[cell] / 1e9  # of two that cost the same, the smaller one


def _may(table: Table, cell: Cell, step: int) -> bool:
    """Whether the entry may go up (+1) or down (-1) in the table of which rows and columns each add up to nothing.

    There a total stands with the opposite sign: it goes up when the total that people see goes down.
    """
    row, column = cell
    n = table.numbers[cell]
    shown_up = (step > 0) == ((row == ALL) == (column == ALL))
    if not shown_up and n < 2:  # it would become zero, and zeros are shown
        return False
    if table.adds_up[row]:
        return True
    # No governorate has more than its row in all. Where both change together this asks for more than is needed.
    return shown_up or table.largest[row] < n if column == ALL else not shown_up or n < table.numbers[row, ALL]


def _swaps(table: Table, cell: Cell, movable: Movable) -> bool:
    """Whether four hidden numbers at the corners of a rectangle can change together: the usual case, quickly seen."""
    row, column = cell
    for step in (1, -1):
        if row not in movable[column, step]:
            continue
        for other in table.rows[row]:
            if other != column and row in movable[other, -step]:
                if (movable[other, step] & movable[column, -step]) - {row}:
                    return True
    return False


def _cheapest_way(table: Table, ways: Ways, cell: Cell, found: set[Cell]) -> set[Cell]:
    """The numbers to hide besides, so that this one can change; its totals where nothing else will do."""
    possible = [_way(ways, cell, step, found) for step in (1, -1) if _may(table, cell, step)]
    if some := [way for way in possible if way is not None]:
        return set(min(some)[1])
    row = next(name for name in table.columns[cell[1]] if name != ALL) if cell[0] == ALL else cell[0]
    column = next(name for name in table.rows[row] if name != ALL) if cell[1] == ALL else cell[1]
    return {(row, column), (row, ALL), (ALL, column), (ALL, ALL)}  # all of them can grow by one together


def _way(ways: Ways, cell: Cell, step: int, found: set[Cell]) -> tuple[float, list[Cell]] | None:
    """The cheapest way from one end of the entry to its other, not through itself; Dijkstra's."""
    row, column = (0, cell[0]), (1, cell[1])
    start, goal = (column, row) if step > 0 else (row, column)
    order = count()  # so that equally cheap ways are told apart by which came first
    queue: list[tuple[float, int, Node, Cell, Node]] = [(0.0, next(order), start, cell, start)]
    came: dict[Node, tuple[Cell, Node]] = {}
    best: dict[Node, float] = {start: 0.0}
    while queue:
        cost, _, node, entry, before = heapq.heappop(queue)
        if node in came:
            continue
        came[node] = entry, before
        if node == goal:
            return cost, _back(came, goal, start)
        for entry, following in ways.steps[node]:
            total = cost if entry in found else cost + ways.price[entry]
            if entry != cell and total < best.get(following, inf):
                best[following] = total
                heapq.heappush(queue, (total, next(order), following, entry, node))
    return None


def _back(came: Mapping[Node, tuple[Cell, Node]], goal: Node, start: Node) -> list[Cell]:
    """The entries of a way, from its end."""
    way, node = [], goal
    while node != start:
        entry, node = came[node]
        way.append(entry)
    return way
