"""Every scenario: its module, what it does, and the numbers it may be given."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scenario:
    """`numbers`: option → default. `engines`: where it makes sense."""

    module: str
    does: str
    numbers: dict[str, int] = field(default_factory=dict)
    engines: tuple[str, ...] = ("sqlite", "postgresql")


SCENARIOS: dict[str, Scenario] = {
    "kills": Scenario(
        "bench.faultlab.kills",
        "kill -9 of web, keeper and everything at random and at every named point of a commit",
        {"operations": 50_000, "kills": 1_500, "clients": 8, "minutes": 0},
    ),
    "clock": Scenario(
        "bench.faultlab.clock",
        "the keeper while its clock jumps two hours, the year ends and the calendar is edited, beside a walk minute by minute",
        {"cases": 10_000, "rounds": 1_200},
    ),
    "proxy": Scenario(
        "bench.faultlab.network",
        "clients behind a proxy that delays, dribbles, cuts uploads and answers, and sends requests twice",
        {"operations": 10_000, "clients": 16},
    ),
    "races": Scenario(
        "bench.faultlab.races",
        "rivals for one case while its claim clock runs out and the resident takes it back; many notes on one case at once",
        {"races": 100, "rivals": 1_000, "notes": 1_000},
    ),
    "storm": Scenario(
        "bench.faultlab.storm",
        "writers, one long reader and `huying backup` at the same time on SQLite",
        {"writers": 1_000, "seconds": 60},
        ("sqlite",),
    ),
    "postgres": Scenario(
        "bench.faultlab.postgres",
        "PostgreSQL is killed under load and started again; web and keeper are not",
        {"operations": 6_000, "deaths": 20, "clients": 8},
        ("postgresql",),
    ),
    "disk": Scenario(
        "bench.faultlab.disk",
        "the disk of the database fills up, then it may only be read",
        {"seconds": 30},
    ),
    "browser": Scenario(
        "bench.faultlab.browser",
        "a real Chromium while the house is dead or the network bad: drafts, photos and queued sends",
        {"times": 5, "scenes": 7},
    ),
}
