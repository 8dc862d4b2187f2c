"""恢复 · into an empty place, everything equal, no letter goes out; and what is not right is refused or said."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from huying.case import pictures
from huying.case.models import Case, Photo
from huying.case.proof.anchors import anchor
from huying.case.refused import Refused
from huying.case.search import matching
from huying.directory.roles import Role
from huying.post.deliver import deliver
from huying.post.models import Letter
from huying.site.backup import files, proof, sqlite
from huying.site.backup.make import make
from huying.site.backup.progress import silent
from huying.site.backup.tables import Tables
from tests.site.backup.places import SETTLED, Place, by_key
from tests.site.running.test_run import free_port
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
CARRY = """
import django; django.setup()
from huying.kit.clock import now
from huying.post.carry import carry
from huying.post.deliver import deliver
from huying.post.models import Letter
deliver(now())
print(carry(now), *sorted(set(Letter.objects.values_list("state", flat=True))))
"""
RING = """
import django; django.setup()
from huying.case.timekeeper import tick
from huying.kit.clock import now
from huying.site.wiring import ON_DUE
print(tick(now(), ON_DUE))
"""
SEARCH = """
import django; django.setup()
from huying.case.models import Case
from huying.case.search import matching
print(matching(Case.objects.all(), "村口路灯").count())
"""


def ours() -> dict[str, object]:
    told = StringIO()
    call_command("dumpdata", exclude=list(SETTLED), stdout=told)
    return by_key(json.loads(told.getvalue()))


def test_everything_is_as_it_was(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, listed = make(store, at=NINE)
    said = other.say("restore", folder, "--keys", home / "keys")
    assert said.returncode == 0, said.stderr
    assert f"{sum(listed.rows().values())} 行" in said.stdout
    assert "台账完整：查验了 2 件" in said.stdout
    before, after = ours(), other.rows()
    letters = {key for key in after if key.startswith(("post.letter", "case.unposted"))}
    assert {key: after[key] for key in after.keys() - letters} == {
        key: before[key] for key in before if not key.startswith("case.unposted")
    }
    assert other.python(SEARCH).strip() == str(matching(Case.objects.all(), "村口路灯").count()) == "2"


def test_photos_and_files_come_back_byte_by_byte(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    assert other.say("restore", folder, "--keys", home / "keys").returncode == 0
    for small in (False, True):
        path = pictures.path_of(Photo.objects.get(), small=small)
        assert (other.home / path.relative_to(home)).read_bytes() == path.read_bytes()
    assert (other.home / "imports" / "file.xlsx").read_bytes() == b"a file"
    assert (other.home / "anchors" / "00000001.anchor").exists()


def test_no_letter_goes_out_before_somebody_entitled_says_so(
    lamp: Case, store: Path, home: Path, other: Place, world: World
) -> None:
    assert world.villager
    world.person(Role.SYSTEM_ADMIN, world.centre)
    deliver(NINE)
    waiting = Letter.objects.count()
    assert waiting
    folder, _listed = make(store, at=NINE)
    said = other.say("restore", folder, "--keys", home / "keys").stdout
    assert f"所有通知已暂停，{waiting} 条未发" in said
    assert other.python(CARRY).split() == ["0", "held"]
    assert f"暂停 {waiting} 条" in other.say("letters").stdout
    assert other.say("letters", "--release").returncode == 1
    assert other.say("letters", "--release", "--by", "liaison@E").returncode == 1
    assert other.python(CARRY).split() == ["0", "held"]
    assert f"已放行 {waiting} 条" in other.say("letters", "--release", "--by", "system_admin@C").stdout
    assert other.python(CARRY).split() == [str(waiting), "carried"]


def test_what_is_written_after_a_restore_waits_too(
    lamp: Case, store: Path, home: Path, other: Place, world: World
) -> None:
    """Clocks that came round meanwhile are rung, and nobody is told before a person says so."""
    assert world.villager
    folder, _listed = make(store, at=NINE)
    assert other.say("restore", folder, "--keys", home / "keys").returncode == 0
    rung, carried, *states = other.python(RING + CARRY).split()
    assert int(rung) > 0
    assert (carried, states) == ("0", ["held", "waiting"])


def test_the_folder_may_be_named_and_made(lamp: Case, store: Path, home: Path, other: Place, tmp_path: Path) -> None:
    folder, _listed = make(store, at=NINE)
    into = tmp_path / "there"
    said = other.say("restore", folder, "--into", into, "--keys", home / "keys")
    assert said.returncode == 0, said.stderr
    assert (into / "anchors" / "00000001.anchor").exists()


def test_a_place_where_somebody_works_is_refused(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    assert other.say("migrate").returncode == 0
    said = other.say("restore", folder, "--keys", home / "keys")
    assert (said.returncode, "不是空的" in said.stderr) == (1, True)


def test_without_its_keys_it_is_refused_before_anything_is_written(lamp: Case, store: Path, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    said = other.say("restore", folder)
    assert (said.returncode, "不是备份时的密钥" in said.stderr) == (1, True)
    assert sorted(path.name for path in other.home.iterdir()) == ["keys"]


def test_the_keys_travel_under_a_passphrase(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, listed = make(store, at=NINE, passphrase="a long passphrase")
    assert listed.with_keys
    wrong = other.say("restore", folder, given="another passphrase\n")
    assert (wrong.returncode, "口令不对" in wrong.stderr) == (1, True)
    assert other.say("restore", folder, given="a long passphrase\n").returncode == 0
    for key in (home / "keys").glob("*.key"):
        assert (other.home / "keys" / key.name).read_bytes() == key.read_bytes()


def test_a_damaged_backup_is_refused(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, listed = make(store, at=NINE)
    victim = folder / listed.pieces[-1].path
    victim.write_bytes(victim.read_bytes()[:-1])
    said = other.say("restore", folder, "--keys", home / "keys")
    assert (said.returncode, "备份已损坏" in said.stderr) == (1, True)


def test_half_a_backup_is_refused(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    (folder / "manifest.json").unlink()
    said = other.say("restore", folder, "--keys", home / "keys")
    assert (said.returncode, "不是完整的备份" in said.stderr) == (1, True)


def test_an_old_copy_is_told_by_the_anchors_outside(
    lamp: Case, store: Path, home: Path, other: Place, world: World
) -> None:
    """The witnesses that survived stay: those that the copy does not know are named and set apart."""
    folder, _listed = make(store, at=NINE)
    world.offered(phone="")
    assert anchor(NINE)
    shutil.copytree(home / "anchors", other.home / "anchors")
    said = other.say("restore", folder, "--keys", home / "keys")
    assert said.returncode == 0, said.stderr
    assert "这是一份旧副本" in said.stdout
    assert "00000002" in said.stdout
    assert (other.home / "anchors" / "after-00000001" / "00000002.anchor").exists()
    acts = "from huying.directory.models import Act; print(Act.objects.get(what='restored').words)"
    assert "00000002" in other.python(f"import django; django.setup()\n{acts}")


def test_one_that_was_interrupted_is_begun_again_and_nothing_runs_before(
    lamp: Case, store: Path, home: Path, other: Place
) -> None:
    folder, _listed = make(store, at=NINE)
    assert other.say("restore", folder, "--keys", home / "keys").returncode == 0
    (other.home / ".restoring").write_text(str(folder))
    for verb in (("run", "--port", str(free_port())), ("keep",)):
        said = other.say(*verb)
        assert (said.returncode, "没有做完" in said.stderr) == (1, True)
    again = other.say("restore", folder, "--keys", home / "keys")
    if other.url:
        assert (again.returncode, "另建一个空库" in again.stderr) == (1, True)
        return
    assert again.returncode == 0
    assert not (other.home / ".restoring").exists()


def test_a_backup_of_a_newer_program_is_refused(lamp: Case, store: Path, home: Path, other: Place) -> None:
    folder, _listed = make(store, at=NINE)
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"case.0001_initial"', '"case.9999_later"'))
    said = other.say("restore", folder, "--keys", home / "keys")
    assert (said.returncode, "更新的版本" in said.stderr) == (1, True)


def test_a_file_that_is_spoilt_on_its_way_is_refused(
    lamp: Case, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, listed = make(store, at=NINE)
    piece = next(piece for piece in listed.pieces if piece.path.startswith("imports/"))
    monkeypatch.setattr(files, "copy", lambda source, to, path: (to / path).write_bytes(b"spoilt"))
    (tmp_path / "imports").mkdir()
    with pytest.raises(Refused, match="不一致"):
        files.put_back(folder, [piece], tmp_path, print)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file is the database of SQLite alone")
class TestTheFileItself:
    def test_one_byte_less_is_refused_and_never_gets_its_name(
        self, lamp: Case, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, listed = make(store, at=NINE)
        piece = next(piece for piece in listed.pieces if piece.path == files.DATABASE)
        target = tmp_path / "huying.sqlite3"
        monkeypatch.setattr(shutil, "copyfile", lambda source, to: to.write_bytes(source.read_bytes()[:-1]))
        with pytest.raises(Refused, match="不一致"):
            sqlite.put_back(folder / files.DATABASE, target, piece)
        assert not target.exists()

    def test_rows_are_not_read_again(self, lamp: Case, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Equal bytes are equal rows; only their number is asked."""
        _folder, listed = make(store, at=NINE)
        monkeypatch.delattr(Tables, "digests")
        proof.by_count(listed, silent)

    def test_a_table_with_a_row_too_many_is_named(self, lamp: Case, store: Path, world: World) -> None:
        _folder, listed = make(store, at=NINE)
        world.offered(phone="")
        with pytest.raises(Refused, match="case_case"):
            proof.by_count(listed, silent)
        with pytest.raises(Refused, match="case_case"):
            proof.by_row(listed, silent)
