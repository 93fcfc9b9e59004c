"""Children move between states, person by person: the algorithm of src/decide/model in numpy.

Reads the file that bench/draws.ts writes, prints the milliseconds of each run and the children at
each state, added up over quarters and draws: draws.py FILE RUNS. The chances come from numpy's own
fastest generator, so that the sums agree within sampling error.
"""

import sys
import time

import numpy as np

STATES, POSITIONS, MOST, AFTER = 10, 99, 4294967295, 127
NO_STEP, TURNS, COMES, GROWN = 15, 16, 32, 64


def read_all(path):
    """The parts of the file, by name."""
    words = np.fromfile(path, dtype=np.uint8)
    at = 0

    def part(count, kind):
        nonlocal at
        size = count * np.dtype(kind).itemsize
        found = words[at : at + size].view(kind)
        at += size
        return found

    children, quarters, draws, bands, blocks = (int(each) for each in part(5, np.int32))
    return {
        "quarters": quarters,
        "draws": draws,
        "ends": part(blocks * 2, np.int32).reshape(blocks, 2),
        "plan": part(blocks * quarters, np.int32).reshape(blocks, quarters),
        "turn": part(POSITIONS, np.int32).astype(np.uint8),
        "state_at": part(POSITIONS, np.int32).astype(np.intp),
        "arrival": part(STATES, np.int32).astype(np.uint8),
        "first": part(children, np.uint8),
        "keys": part(draws * 2, np.uint32),
        "stay": part(draws * bands * POSITIONS, np.uint32).reshape(draws, bands, POSITIONS),
        "up_to": part(draws * bands * POSITIONS * STATES, np.uint32).reshape(
            draws, bands, POSITIONS, STATES
        ),
    }


def step(part, tables, data, chance):
    """Moves the children of one block by a quarter; gives who left where for where."""
    stay, up_to = tables
    threshold = stay.take(part)
    moved = np.flatnonzero(chance >= threshold)
    came = part[moved]
    part[:] = threshold & AFTER
    if moved.size == 0:
        return None
    to = (chance[moved, None] >= up_to[came]).sum(axis=1)
    part[moved] = data["arrival"][to]
    return data["state_at"][came], to


def run_draw(data, draw):
    """Children at each state, added up over the quarters of one draw."""
    chance = np.random.Generator(np.random.SFC64(draw + 1))
    positions = data["first"].copy()
    counts = np.zeros(STATES, dtype=np.int64)
    totals = np.zeros(STATES, dtype=np.int64)
    for quarter in range(data["quarters"]):
        codes = data["plan"][:, quarter]
        for block in np.flatnonzero(codes > NO_STEP):
            part = positions[slice(*data["ends"][block])]
            if not codes[block] & COMES:
                counts -= np.bincount(data["state_at"][part], minlength=STATES)
            if codes[block] & TURNS:
                part[:] = data["turn"].take(part)
            if codes[block] & GROWN:
                part[:] = data["arrival"][STATES - 1]
            counts += np.bincount(data["state_at"][part], minlength=STATES)
        totals += counts
        for block in np.flatnonzero((codes >= 0) & ((codes & NO_STEP) < NO_STEP)):
            part = positions[slice(*data["ends"][block])]
            band = codes[block] & NO_STEP
            bits = chance.integers(0, MOST - AFTER, part.size, dtype=np.uint32)
            tables = (data["stay"][draw, band], data["up_to"][draw, band])
            moves = step(part, tables, data, bits)
            if moves is not None:
                counts -= np.bincount(moves[0], minlength=STATES)
                counts += np.bincount(moves[1], minlength=STATES)
    return totals


def main():
    """Runs all draws as often as asked."""
    data = read_all(sys.argv[1])
    totals = np.zeros(STATES, dtype=np.int64)
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        totals = sum(run_draw(data, draw) for draw in range(data["draws"]))
        print(f"ms {(time.perf_counter() - start) * 1000:.3f}")
    for each in totals:
        print(int(each))


main()
