"""Hidden numbers stay hidden: whoever holds a public table, knows the rules and can solve for them learns none."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.export.hiding import hidden
from monitor.store.schema import ALL

Cell = tuple[str, str]
ROWS, COLUMNS = ("w1", "w2", "w3"), ("SY02", "SY07", "unspecified")

# A mention stands in one week and in one or two governorates.
SETS = [{code} for code in COLUMNS] + [set(pair) for pair in itertools.combinations(COLUMNS, 2)]
MENTIONS = st.lists(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(SETS), st.integers(1, 6)), min_size=1, max_size=7
)  # fmt: skip


def counted(mentions: list[tuple[str, set[str], int]]) -> dict[Cell, int]:
    """The table with its totals, zeros included."""
    found: Counter[Cell] = Counter()
    for week, codes, n in mentions:
        for row, column in itertools.product((week, ALL), (*codes, ALL)):
            found[row, column] += n
    return {cell: found[cell] for cell in itertools.product((*ROWS, ALL), (*COLUMNS, ALL))}


def possible(numbers: dict[Cell, int], secret: set[Cell], most: int) -> dict[Cell, set[int]]:
    """Every value that each hidden number has in some table which agrees with all that is shown, by trying all.

    most: how far from the truth the search goes; the truth itself, and what lies near it, is all that matters.
    """
    cells = sorted(cell for cell in secret if ALL not in cell)
    found: dict[Cell, set[int]] = {cell: set() for cell in secret}
    ranges = [range(max(1, numbers[cell] - most), numbers[cell] + most + 1) for cell in cells]
    for values in itertools.product(*ranges):
        table = numbers | dict(zip(cells, values, strict=True))
        for column in COLUMNS:  # totals of columns follow; of rows there is a choice
            table[ALL, column] = sum(table[row, column] for row in ROWS)
        if any(table[ALL, c] != numbers[ALL, c] for c in COLUMNS if (ALL, c) not in secret):
            continue
        for totals in itertools.product(*(_totals(numbers, table, secret, row, most) for row in ROWS)):
            table |= {(row, ALL): n for row, n in zip(ROWS, totals, strict=True)}
            table[ALL, ALL] = sum(totals)
            if table[ALL, ALL] not in _totals(numbers, table, secret, ALL, 10**6):
                continue
            for cell in secret:
                found[cell].add(table[cell])
    return found


def _totals(numbers: dict, table: dict, secret: set[Cell], row: str, most: int) -> range:
    """What a row's total may be: not less than any of its numbers, not more than their sum; if shown, what it is."""
    parts = [table[row, column] for column in COLUMNS]
    low, high = max(parts), sum(parts)
    if (row, ALL) not in secret:
        low, high = max(low, numbers[row, ALL]), min(high, numbers[row, ALL])
    elif row != ALL:
        low, high = max(low, numbers[row, ALL] - most), min(high, numbers[row, ALL] + most)
    return range(low, high + 1)


@settings(deadline=None, max_examples=150)
@given(MENTIONS, st.sampled_from([3, 5]))
def test_no_hidden_number_can_be_found(mentions, least):
    numbers = counted(mentions)
    secret = hidden(numbers, least)
    assert all(cell in secret for cell, n in numbers.items() if 0 < n < least)
    assert all(numbers[cell] for cell in secret), "zeros are shown"
    found = possible(numbers, secret, 1)
    assert all(numbers[cell] in found[cell] for cell in secret), "the truth is one of the possible tables"
    assert [cell for cell in secret if len(found[cell]) == 1] == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 13), st.integers(1, 9)), min_size=1, max_size=60))
def test_no_row_or_column_hides_a_single_number(cells):
    numbers = counted([])
    numbers.clear()
    for row, column, n in cells:
        for cell in itertools.product((f"w{row:02}", ALL), (f"SY{column:02}", ALL)):
            numbers[cell] = numbers.get(cell, 0) + n
    secret = hidden(numbers, 5)
    for position in (0, 1):
        lines = Counter(cell[position] for cell in secret)
        assert 1 not in lines.values(), "it could be found by subtracting the others from the total"


def test_what_needs_no_hiding_is_shown():
    numbers = counted([("w1", {"SY02"}, 9), ("w2", {"SY07"}, 12), ("w3", {"SY02"}, 7)])
    assert hidden(numbers, 5) == set()


def test_a_single_small_number_takes_few_others_with_it():
    numbers = counted([(row, {code}, 40) for row in ROWS for code in COLUMNS] + [("w1", {"SY02"}, 1)])
    numbers["w1", "SY02"] -= 39
    for cell in (("w1", ALL), (ALL, "SY02"), (ALL, ALL)):
        numbers[cell] -= 39
    secret = hidden(numbers, 5)
    assert ("w1", "SY02") in secret and len(secret) == 4
    assert not any(ALL in cell for cell in secret), "totals are the last to go"


@pytest.mark.parametrize("ones", [2, 3])
def test_small_numbers_that_fill_up_their_total_hide_it(ones):
    """Five cells of one and a total of five: nobody may be told the total, or every cell is known."""
    numbers = counted([("w1", {code}, 1) for code in COLUMNS[:ones]] + [("w2", {"SY02"}, 20), ("w3", {"SY07"}, 20)])
    secret = hidden(numbers, 2)
    assert ("w1", ALL) in secret
