"""Is there a history in which a unit's clock shows more time, or its figures are better, than the rules give?

python -m bench.gaming [--histories 100000] [--seed 1] [--processes 2]
"""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

from bench.gaming.alone import alone
from bench.place import say

SLICE = 500


def main() -> int:
    """Print what was searched and what was found; 1 when anything was."""
    options = argparse.ArgumentParser()
    options.add_argument("--histories", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    begun, each = time.perf_counter(), -(-given.histories // given.processes)
    with ProcessPoolExecutor(given.processes) as pool:
        seeds = [given.seed * 1000 + number for number in range(given.processes)]
        found = list(pool.map(alone, seeds, [each] * given.processes))
    took = timedelta(seconds=round(time.perf_counter() - begun))
    faults = [fault for one in found for fault in one.faults]
    for history, words in faults[:5]:
        print(*history, *words, sep="\n  ")
    acts = sum((one.acts for one in found), start=type(found[0].acts)())
    rows = [
        ("histories, each different, each judged after every move", f"{sum(one.histories for one in found):,}"),
        ("deeds done / refused", f"{sum(one.deeds for one in found):,} / {sum(one.refused for one in found):,}"),
        (
            "situations reached (place, round, clocks running and late)",
            f"{sum(len(one.situations) for one in found):,}",
        ),
        ("longest history, moves", str(max(one.longest for one in found))),
        ("acts that occurred", f"{len(acts)}; least often {min(acts.items(), key=lambda item: item[1])}"),
        ("histories in which a unit looks better than the rules give", str(len(faults))),
        ("wall time", str(took)),
    ]
    say(f"Gaming the clock, seed {given.seed}", rows)
    return bool(faults)


if __name__ == "__main__":
    raise SystemExit(main())
