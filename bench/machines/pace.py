"""快慢 · operations a second through one web machine, through two, and on one machine without a network: the same cores for all."""

import time

from bench.faultlab.crowd import Crowd
from bench.faultlab.lab import Finding
from bench.machines.balance import Balance
from bench.machines.yard import Yard
from bench.serving import _cpu

WARM = 4.0


def pace(yard: Yard, *, clients: int, seconds: float) -> Finding:
    """Each for so long, one after the other, in the same growing database; the keepers of the machines run all the time."""
    rows, first = list[tuple[str, str]](), 0.0
    for name in ("web1", "web2", "keep1", "keep2"):
        yard.run(name)
    yard.wait("web1", "web2")
    for label, webs in (("1 web machine", ["web1"]), ("2 web machines", ["web1", "web2"])):
        with Balance([yard.web(name) for name in webs]) as front:
            rate, cpu = _rate(yard, front.port, clients, seconds, [yard.hosts[name] for name in webs])
        first = first or rate
        yard.say(f"{label}: {rate:.1f} operations/s")
        rows.append((label, f"{rate:.1f} operations/s ({rate / first:.2f}×), web CPU {cpu:.1f} ms an operation"))
    return Finding(f"Throughput by machines, {clients} clients, {yard.net.said}, all on the same cores", rows)


def _rate(yard: Yard, port: int, clients: int, seconds: float, hosts: list) -> tuple[float, float]:  # type: ignore[type-arg]
    crowd = Crowd(yard, port, clients)
    crowd.start()
    time.sleep(WARM)
    begun, done, cpu = time.monotonic(), crowd.done, _spent(hosts)
    time.sleep(seconds)
    took, more, spent = time.monotonic() - begun, crowd.done - done, _spent(hosts) - cpu
    crowd.stop()
    for path in yard.ledgers.glob("*.jsonl"):
        path.rename(path.with_suffix(f".{port}"))
    return more / took, 1000 * spent / max(1, more)


def _spent(hosts: list) -> float:  # type: ignore[type-arg]
    return sum(_cpu(pid) for host in hosts for pid in host.pids())
