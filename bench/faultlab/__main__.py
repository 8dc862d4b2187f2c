"""One scenario: `python -m bench.faultlab NAME [--seed N] [--database sqlite|postgresql] [--keep] [its numbers]`."""

import argparse
import secrets
import sys
from importlib import import_module

from bench.faultlab.lab import Lab
from bench.faultlab.scenarios import SCENARIOS


def main() -> int:
    given = _given()
    with Lab(given.scenario, given.database, given.seed) as lab:
        lab.say(f"{given.scenario} on {given.database}, seed {given.seed}")
        lab.settle_in()
        finding = import_module(SCENARIOS[given.scenario].module).run(lab, given)
        return lab.close(finding, keep=given.keep)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faultlab")
    names = parser.add_subparsers(dest="scenario", required=True)
    for name, scenario in SCENARIOS.items():
        own = names.add_parser(name, help=scenario.does, description=scenario.does)
        own.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
        own.add_argument("--database", choices=scenario.engines, default=scenario.engines[0])
        own.add_argument("--keep", action="store_true", help="keep the home although nothing is wrong")
        for option, usual in scenario.numbers.items():
            own.add_argument(f"--{option}", type=int, default=usual)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
