"""坏网络 · clients live their lives through the proxy and send again, with the same key, whatever gets no answer."""

import argparse
import time

from bench.faultlab import invariants, outside
from bench.faultlab.crowd import Crowd
from bench.faultlab.house import House
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.proxy import Proxy
from bench.faultlab.settle import settle
from bench.faultlab.until import said, until


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """So many operations through it; then the network is well, the house finishes, and both ledgers are compared."""
    house = House(lab.home)
    house.start()
    house.wait()
    begun = time.monotonic()
    try:
        with Proxy(house.port, seed=lab.seed) as proxy:
            crowd = Crowd(lab, proxy.port, given.clients)
            crowd.start()
            until(lambda: crowd.done >= given.operations or not crowd.working, lab, lambda: said(crowd))
            crowd.stop()
        took = time.monotonic() - begun
        settle(house)
    finally:
        house.power_cut()
    return _found(lab, crowd, proxy, took)


def _found(lab: Lab, crowd: Crowd, proxy: Proxy, took: float) -> Finding:
    told = outside.read(lab.ledgers)
    silent, again = sum(one.silent for one in told.values()), sum(one.sent > 1 for one in told.values())
    broken = crowd.troubles + invariants.broken(told, lab.home)
    faults = ", ".join(f"{name} {count:,}" for name, count in proxy.drawn.most_common())
    rows = [
        ("operations answered", f"{crowd.done:,} in {took:.0f} s by {len(list(lab.ledgers.iterdir()))} clients"),
        ("requests through the proxy, by what happened to them", faults),
        ("sendings that got no answer; requests sent more than once", f"{silent:,}; {again:,}"),
        ("lost, doubled or otherwise broken", str(len(broken))),
    ]
    return Finding("Bad network", rows, broken)
