"""搬家 · a town grows into a city and back: from either engine into the other, everything equal, and work goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from huying.case import pictures
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.post.deliver import deliver
from huying.post.models import Letter
from huying.site.backup import copied
from huying.site.backup.make import make
from tests.site.backup.places import Place, across
from tests.site.backup.test_restore import CARRY, SEARCH, ours
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "张\t三\\N\n'四''五' \\t \\\\ {} “𠀀”\x7f"
NUMBERS = """
import django; django.setup()
from django.apps import apps
from django.db import connection
from django.db.models import Max
ON = {
    "postgresql": "SELECT nextval(pg_get_serial_sequence('{0}', '{1}'))",
    "sqlite": "SELECT seq + 1 FROM sqlite_sequence WHERE name = '{0}'",
}
behind, seen = [], 0
for model in apps.get_models(include_auto_created=True):
    key, table = model._meta.pk, model._meta.db_table
    last = model._base_manager.aggregate(last=Max("pk"))["last"]
    if last is None or not key.get_internal_type().endswith("AutoField"):
        continue
    with connection.cursor() as cursor:
        cursor.execute(ON[connection.vendor].format(table, key.column))
        seen += 1
        behind += [table] if cursor.fetchone()[0] <= last else []
print(connection.vendor, seen, *behind)
"""
GO_ON = """
import django; django.setup()
from huying.case.models import Case
from huying.case.new import New
from huying.case.proof import verify
from huying.case.who import RESIDENT
from huying.directory.models import Area
from huying.kit.clock import now
from huying.steps.intake.receive import receive
area = Area.objects.get(name="东村")
case = receive(New(text="桥上的栏杆断了一根", channel="web", area=area), by=RESIDENT, at=now())
print(case.pk, verify().clean)
"""


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Place]:
    """An empty place on the other engine."""
    with across(tmp_path / "far") as place:
        yield place


@pytest.fixture
def waiting(lamp: Case, world: World) -> int:
    """Letters that nobody has carried, to somebody whose name has every sign that a file of tables might stumble over."""
    Person.objects.filter(pk=world.villager.pk).update(name=ODD)
    deliver(NINE)
    return Letter.objects.count()


def moved(place: Place, folder: Path, keys: Path) -> str:
    said = place.say("restore", folder, "--keys", keys)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "台账完整：查验了 2 件" in said.stdout
    return said.stdout


def same_rows(place: Place) -> bool:
    """But for letters, which wait now."""
    before, after = ours(), place.rows()
    kept = {key for key in before if not key.startswith(("post.letter", "case.unposted"))}
    assert len(kept) > 50
    return {key: after.get(key) for key in kept} == {key: before[key] for key in kept}


def test_there_and_back_again(lamp: Case, waiting: int, store: Path, home: Path, far: Place, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    assert f"{waiting} 条未发" in moved(far, folder, home / "keys")
    assert same_rows(far)
    assert far.python(SEARCH).strip() == "2"
    assert far.python(CARRY).split() == ["0", "held"]
    vendor, seen, *behind = far.python(NUMBERS).split()
    assert (vendor == "postgresql") == bool(far.url)
    assert (int(seen) > 15, behind) == (True, [])

    said = far.say("backup", "--to", store / "far")
    assert said.returncode == 0, said.stdout + said.stderr
    (again,) = (store / "far").glob("huying-*")
    moved(other, again, home / "keys")
    assert same_rows(other)
    assert other.python(SEARCH).strip() == "2"
    photo = pictures.path_of(Photo.objects.get(), small=False)
    assert (other.home / photo.relative_to(home)).read_bytes() == photo.read_bytes()


def test_work_goes_on_where_it_was_left(lamp: Case, store: Path, home: Path, far: Place) -> None:
    """The next number is the next number, and the chains of old and new cases are whole."""
    folder, _listed = make(store, at=NINE)
    moved(far, folder, home / "keys")
    number, clean = far.python(GO_ON).split()
    assert (int(number), clean) == (Case.objects.latest("pk").pk + 1, "True")


def test_one_that_broke_off_is_begun_again(lamp: Case, store: Path, home: Path, far: Place) -> None:
    folder, _listed = make(store, at=NINE)
    moved(far, folder, home / "keys")
    (far.home / ".restoring").write_text(str(folder))
    said = far.say("restore", folder, "--keys", home / "keys")
    assert ("另建一个空库" in said.stderr) if far.url else (said.returncode == 0), said.stderr


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has never kept it")
@pytest.mark.parametrize("name", ["张\0三", "张" * 41])
def test_what_postgresql_cannot_keep_is_said_in_words_that_quote_nobody(
    lamp: Case, store: Path, home: Path, far: Place, world: World, name: str
) -> None:
    Person.objects.filter(pk=world.villager.pk).update(name=name)
    folder, _listed = make(store, at=NINE)
    said = far.say("restore", folder, "--keys", home / "keys")
    assert (said.returncode, "directory_person 里有 PostgreSQL 存不下的内容" in said.stderr) == (1, True)
    assert "张" not in said.stderr


@pytest.mark.parametrize(
    ("vector", "words"),
    [
        ("", []),
        ("'路灯' '村口'", ["村口", "路灯"]),
        (r"'it''s' 'a\\b' 'c d'", ["a\\b", "c d", "it's"]),
        ("'路灯':1 '灯不':2A", ["灯不", "路灯"]),
    ],
)
def test_words_of_a_search_vector_are_read(vector: str, words: list[str]) -> None:
    assert copied.lexemes(vector) == words


def test_every_kind_of_column_is_known(lamp: Case) -> None:
    """A new kind of field would be carried as words."""
    kinds = {
        copied._kind(field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    words = {"CharField", "TextField", "EmailField"}
    assert {kind for kind in kinds if not kind.endswith(("IntegerField", "AutoField"))} <= copied.READ.keys() | words
