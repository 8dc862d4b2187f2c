"""百万件 · a simulated home multiplied with SQL inside its database until it holds so many cases.

python -m bench.millions --from HOME --to HOME2 --cases 1000000 [--beside 10] [--slim]
HUYING_DATABASE_URL=postgresql://… python -m bench.millions --cases 1000000      what that database holds, in its place

The base (`huying simulate`) is laid down again and again: `--beside` copies at the same instants, numbered one after another, make a
busier district, and such layers are set back one behind the other, each by the base's own length, to make an archive of years. The
newest layer ends now and holds all that is open; of the older ones only what has ended is kept, so that a million cases have some
thousands open, as a district has. Keys, receipt numbers and times are new, and each copy has one search word of its own.

What is not true of such a home: **its chains are unverified** (a line's mac is that of the line it was copied from), the
identities of copies cannot be opened (they are sealed to the case they came from), facts inside a line's body that name a day or
another case name those of the base, and there are no photos. Lists, searches, figures and clocks read it like any other.
"""

import argparse
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

WEEK = 7


def options() -> argparse.Namespace:
    """Before Django is imported, for it reads where the home is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="base", type=Path)
    parser.add_argument("--to", dest="home", type=Path)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--beside", type=int, default=10)
    parser.add_argument(
        "--slim", action="store_true", help="cases, shares, running clocks and search words, nothing else"
    )
    return parser.parse_args()


def copied(base: Path | None, home: Path | None) -> None:
    """The home to fill, with the keys of the other. The database file may be in use: SQLite itself copies it."""
    if home is None:
        return
    os.environ["HUYING_HOME"] = str(home)
    if base is None:
        return
    home.mkdir(parents=True)
    shutil.copytree(base / "keys", home / "keys")
    import sqlite3

    with sqlite3.connect(f"file:{base / 'huying.sqlite3'}?mode=ro", uri=True) as source:
        source.execute("VACUUM INTO ?", [str(home / "huying.sqlite3")])


GIVEN = options() if __name__ == "__main__" else argparse.Namespace(base=None, home=None)
copied(GIVEN.base, GIVEN.home)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402

from huying.case import plans  # noqa: E402
from huying.case.models import Case, Deadline, Entry, Identity, Share, Words  # noqa: E402
from huying.kit.clock import now  # noqa: E402
from huying.oversight.month.models import Counted, Cursor, Reached, Tally  # noqa: E402
from huying.oversight.month.tally import OVERLAP  # noqa: E402
from huying.post.models import Letter  # noqa: E402
from huying.site.backup import postgresql  # noqa: E402

WHOLE: tuple[type[models.Model], ...] = (Case, Share, Identity, Words, Entry, Deadline, Counted, Reached, Letter)
SLIM: tuple[type[models.Model], ...] = (Case, Share, Deadline)
LITE = connection.vendor == "sqlite"


@dataclass(frozen=True, slots=True)
class Layer:
    """One laying of the base: `n` layers lie under it, and it is so many days away."""

    n: int
    back: int
    living: bool
    beside: int


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def run(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def one(statement: str) -> int:
    return int(run(statement)[0][0] or 0)


class Mill:
    """The base stands aside in tables named mill_…, and is poured back in layers."""

    def __init__(self, kinds: Sequence[type[models.Model]], beside: int) -> None:
        self.kinds, self.beside = kinds, beside
        self.most = {model: one(f"SELECT max({_key(model)}) FROM {table(model)}") for model in kinds}

    def set_aside(self) -> None:
        """Each row beside a word whether its case has ended; then the tables are emptied."""
        run("CREATE TABLE mill_copy (j integer)")
        for j in range(self.beside):
            run(f"INSERT INTO mill_copy VALUES ({j})")
        for model in self.kinds:
            run(f"CREATE TABLE mill_{table(model)} AS {_rows(model)} ORDER BY own.{_key(model)}")
        run("CREATE TABLE mill_open AS SELECT id FROM case_case WHERE ended_at IS NULL")
        key = "rowid" if LITE else "id"
        run(
            f"CREATE TABLE mill_search AS SELECT own.{key} AS id, own.tokens, "
            f"c.ended_at IS NOT NULL AS gone FROM case_search own JOIN case_case c ON c.id = own.{key} ORDER BY 1"
        )
        for name in ("case_search", *(table(model) for model in (*reversed(WHOLE), Tally))):
            run(f"DELETE FROM {name}")

    def pour(self, layer: Layer) -> None:
        """One layer into every table."""
        for model in self.kinds:
            fields = model._meta.concrete_fields
            columns = ", ".join(f'"{field.column}"' for field in fields)
            said = ", ".join(self._value(model, field, layer) for field in fields)
            self._pour(
                f"INSERT INTO {table(model)} ({columns}) SELECT {said}", f"mill_{table(model)}", _key(model), layer
            )
        tokens = f"b.tokens || {_token(layer)}"
        key = "rowid" if LITE else "id"
        self._pour(
            f"INSERT INTO case_search ({key}, tokens) SELECT {self._number('b.id', Case, layer)}, {tokens}",
            "mill_search",
            "id",
            layer,
        )

    def _pour(self, into: str, source: str, key: str, layer: Layer) -> None:
        """In the order of the new numbers, so that every row is the last of its table."""
        which = "" if layer.living else "WHERE b.gone"
        order = "" if LITE else f"ORDER BY b.{key}, n.j DESC"  # SQLite reads the left table outermost, as it lies
        run(f"{into} FROM {source} AS b CROSS JOIN (SELECT j FROM mill_copy ORDER BY j DESC) AS n {which} {order}")

    def _number(self, column: str, model: type[models.Model], layer: Layer) -> str:
        return f"({column} * {self.beside} - n.j + {layer.n * self.most[model] * self.beside})"

    def _value(self, model: type[models.Model], field: "models.Field[Any, Any]", layer: Layer) -> str:
        column = f'b."{field.column}"'
        if own := OWN.get((model, field.name)):
            return own(self, column, layer)
        target = model if field.primary_key and not field.remote_field else field.related_model
        if target in self.most:
            number = self._number(column, target, layer)
            open_too = layer.living or field.name not in ("suspected", "joined_to")
            return (
                number if open_too else f"CASE WHEN {column} IN (SELECT id FROM mill_open) THEN NULL ELSE {number} END"
            )
        return _moved(field, column, layer)


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column) if model._meta.pk else "id"


def _rows(model: type[models.Model]) -> str:
    """The base's rows of that table, each with `gone`. Slim: of the clocks only those that run."""
    of = {Case: "own", Letter: "e"}.get(model, "own")
    case = "id" if model is Case else "case_id"
    entry = "JOIN case_entry e ON e.id = own.entry_id " if model is Letter else ""
    which = " WHERE own.ended_at IS NULL" if model is Deadline and GIVEN.slim else ""
    return (
        f"SELECT own.*, c.ended_at IS NOT NULL AS gone FROM {table(model)} own {entry}"
        f"JOIN case_case c ON c.id = {of}.{case}{which}"
    )


def _moved(field: "models.Field[Any, Any]", column: str, layer: Layer) -> str:
    """Times go back by whole days."""
    if isinstance(field, models.DateTimeField):
        return f"date({column}, '{-layer.back} days') || substr({column}, 11)" if LITE else _interval(column, layer)
    if isinstance(field, models.DateField):
        return f"date({column}, '{-layer.back} days')" if LITE else f"{column} - {layer.back}"
    return column


def _interval(column: str, layer: Layer) -> str:
    return f"{column} - interval '{layer.back} days'"


def _token(layer: Layer) -> str:
    return f"' z{layer.n}z' || n.j" if LITE else f"array_to_tsvector(ARRAY['z{layer.n}z' || n.j])"


def _is_first(layer: Layer, column: str, changed: str) -> str:
    """One of the copies keeps what must not be found a thousand times."""
    return f"CASE WHEN n.j = 0 THEN {column} ELSE {changed} END" if layer.living else changed


def _phone(mill: Mill, column: str, layer: Layer) -> str:
    other = (
        f"substr({column}, 1, 52) || '{layer.n:08d}' || n.j"
        if LITE
        else f"left({column}, 52) || '{layer.n:08d}' || n.j"
    )
    return _is_first(layer, column, f"CASE WHEN {column} = '' THEN '' ELSE {other} END")


def _source(mill: Mill, column: str, layer: Layer) -> str:
    return _is_first(layer, column, f"CASE WHEN {column} = '' THEN '' ELSE {column} || '-{layer.n}-' || n.j END")


def _letter(mill: Mill, column: str, layer: Layer) -> str:
    tail = "substr(b.key, instr(b.key, '-'))" if LITE else "substr(b.key, strpos(b.key, '-'))"
    return f"{mill._number('b.entry_id', Entry, layer)} || {tail}"


def _dropped(mill: Mill, column: str, layer: Layer) -> str:
    """In an old layer no clock runs any more: a right that lapsed after the base's last day has lapsed long ago."""
    moved = _moved(Deadline._meta.get_field("ended_at"), column, layer)
    return (
        moved if layer.living else f"COALESCE({moved}, {_moved(Deadline._meta.get_field('due_at'), 'b.due_at', layer)})"
    )


def _not_kept(mill: Mill, column: str, layer: Layer) -> str:
    return column if layer.living else f"COALESCE({column}, {'0' if LITE else 'false'})"


def _wakes(mill: Mill, column: str, layer: Layer) -> str:
    return _moved(Deadline._meta.get_field("next_at"), column, layer) if layer.living else "NULL"


Own = Callable[[Mill, str, Layer], str]
OWN: dict[tuple[type[models.Model], str], Own] = {
    (Identity, "phone_index"): _phone,
    (Case, "source_number"): _source,
    (Letter, "key"): _letter,
    (Deadline, "ended_at"): _dropped,
    (Deadline, "kept"): _not_kept,
    (Deadline, "next_at"): _wakes,
}


@contextmanager
def unhindered() -> Iterator[None]:
    """No trigger, no foreign key and no index but the constraints' own while rows are poured; afterwards they stand as before."""
    if LITE:
        for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000"):
            run(f"PRAGMA {pragma}")
        held = run("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN (%s)" % _quoted())  # noqa: UP031
    else:
        for setting in (
            "session_replication_role = replica",
            "maintenance_work_mem = '1GB'",
            "synchronous_commit = off",
        ):
            run(f"SET {setting}")
        held = run(INDEXES % _quoted())
    held = [row for row in held if row[0] in ("index", "trigger")]
    for kind, name, _sql in held:
        run(f'DROP {kind} "{name}"')
    yield
    for _kind, name, sql in held:
        begun = time.perf_counter()
        run(str(sql))
        print(f"{name} {time.perf_counter() - begun:.0f} s", flush=True)


INDEXES = """SELECT 'index', i.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE NOT x.indisprimary AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
AND t.relname IN (%s)"""


def _quoted() -> str:
    return ", ".join(f"'{name}'" for name in ("case_search", *(table(model) for model in WHOLE)))


def grown(cases: int, beside: int, *, slim: bool) -> None:
    """The base in the database becomes so many cases."""
    mill = Mill(SLIM if slim else WHOLE, beside)
    first, last = _ends()
    length = WEEK * -(-((last - first).days + 1) // WEEK)
    ahead = (now() - last).days // WEEK * WEEK
    ended = one("SELECT count(*) FROM case_case WHERE ended_at IS NOT NULL")
    layers = max(1, 1 + round((cases - one("SELECT count(*) FROM case_case") * beside) / (ended * beside)))
    with unhindered():
        mill.set_aside()
        for n in range(layers):
            begun = time.perf_counter()
            newest = n == layers - 1
            mill.pour(Layer(n, (layers - 1 - n) * length - ahead, newest, beside))
            print(f"layer {n + 1} of {layers}, {time.perf_counter() - begun:.0f} s", flush=True)
        _figures(slim=slim)
        for name in ("copy", "open", "search", *(table(model) for model in mill.kinds)):
            run(f"DROP TABLE mill_{name}")
    _settle()


def _ends() -> tuple[datetime, datetime]:
    """When the first and the last of the base were received."""
    told: dict[str, datetime] = Case.objects.aggregate(first=models.Min("received_at"), last=models.Max("received_at"))
    return told["first"], told["last"]


def _figures(*, slim: bool) -> None:
    """What is kept of sums."""
    if slim:
        Cursor.objects.update(entry=0, seen=0)
        return
    run(
        "INSERT INTO month_tally (jurisdiction, day, unit, figure, count) "
        "SELECT jurisdiction, day, unit, figure, count(*) FROM month_counted GROUP BY 1, 2, 3, 4"
    )
    top = one("SELECT max(id) FROM case_entry")
    Cursor.objects.update(entry=top, seen=Entry.objects.filter(id__gt=top - OVERLAP).count())


def _settle() -> None:
    """Statistics and counters as a database has them that has grown by itself."""
    if LITE:
        plans.tell(connection)
        run("PRAGMA journal_mode = WAL")
        return
    postgresql.count_on()
    run("VACUUM ANALYZE")


def main() -> None:
    begun = time.perf_counter()
    call_command("migrate", verbosity=0)
    grown(GIVEN.cases, GIVEN.beside, slim=GIVEN.slim)
    living = Case.objects.filter(ended_at=None).count()
    lines = 0 if GIVEN.slim else Entry.objects.count()
    print(f"{Case.objects.count():,} cases, {living:,} open, {lines:,} lines, {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
