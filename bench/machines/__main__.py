"""几台机器: `python -m bench.machines [--seed N] [--loopback] [--delay MS] [--pace] [its numbers]`.

Namespaces need root; where they are not allowed, or with --loopback, each host is an address of this machine.
"""

import argparse
import secrets
import signal
import sys

from bench.machines.hosts import Loopback, Namespaces, may_be_namespaces
from bench.machines.yard import Yard


def main() -> int:
    given = _given()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # what was built is taken down again
    net = Loopback() if given.loopback or not may_be_namespaces() else Namespaces(given.delay)
    with net, Yard(net, given.seed) as yard:
        yard.say(f"five machines, {net.said}, {given.delay} ms each way, seed {given.seed}")
        yard.settle_in()
        if given.pace:
            from bench.machines.pace import pace

            return yard.close(pace(yard, clients=given.clients, seconds=given.seconds), keep=given.keep)
        from bench.machines.play import play

        numbers = {name: getattr(given, name) for name in ("clients", "operations", "seconds", "twins")}
        return yard.close(play(yard, **numbers), keep=given.keep)


def _given() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m bench.machines")
    options.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    options.add_argument("--loopback", action="store_true", help="addresses of this machine instead of namespaces")
    options.add_argument("--delay", type=float, default=1.0, help="ms that a packet takes to leave a host")
    options.add_argument("--pace", action="store_true", help="throughput only")
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--operations", type=int, default=3_000)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--twins", type=int, default=50)
    options.add_argument("--keep", action="store_true")
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
