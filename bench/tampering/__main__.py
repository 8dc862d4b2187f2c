"""Eleven kinds of tampering, so many times each: is every one found, and the first bad line named?

python -m bench.tampering [--seeds 20] [--first 1]     (HUYING_DATABASE_URL: on PostgreSQL)
"""

import argparse
import time
from collections import Counter

from bench.place import fresh_home, say

fresh_home("tampering")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.tampering.kinds import KINDS  # noqa: E402
from bench.tampering.scene import attempt, build  # noqa: E402
from huying.case.proof import verify  # noqa: E402


def main() -> int:
    """Print the table; 1 when any was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--first", type=int, default=1)
    given = options.parse_args()
    call_command("migrate", verbosity=0)
    begun, found, named = time.perf_counter(), Counter[str](), Counter[str]()
    with transaction.atomic():
        district = build(given.first)
        honest = verify()
        assert honest.clean, honest.faults[:3]
        for kind, deed in KINDS.items():
            for seed in range(given.first, given.first + given.seeds):
                with attempt(district, seed) as scene:
                    where, report = deed(scene), verify()
                found[kind] += not report.clean
                named[kind] += not report.clean and report.faults[0][:2] == where
        transaction.set_rollback(True)
    rows = [
        (kind, f"{found[kind]} of {given.seeds} found, {named[kind]} with the first bad line named") for kind in KINDS
    ]
    total = given.seeds * len(KINDS)
    rows.append(("all together", f"{found.total()} of {total} found, {named.total()} named"))
    rows.append(("ledger", f"{honest.cases} cases, {honest.entries} lines; engine {connection.vendor}"))
    rows.append(("wall time", f"{time.perf_counter() - begun:.0f} s"))
    say(f"Ledger proof, seeds {given.first} to {given.first + given.seeds - 1}", rows)
    return int(named.total() < total)


if __name__ == "__main__":
    raise SystemExit(main())
