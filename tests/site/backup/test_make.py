"""备份 · whole or not at all, checked, and nothing in it that should not be."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from huying.case import pictures
from huying.case.models import Case, Entry, Photo
from huying.case.refused import Refused
from huying.site.backup import make as make_module
from huying.site.backup import manifest, sqlite
from huying.site.backup import store as stores
from huying.site.backup.make import make
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of its own")


def test_it_holds_every_row_and_every_file_with_its_digest(lamp: Case, store: Path) -> None:
    folder, listed = make(store, at=NINE)
    assert folder == store / "huying-20260925-090000"
    assert manifest.read(folder) == listed
    assert listed.rows()["case_entry"] == Entry.objects.count()
    photo = Photo.objects.get()
    paths = {piece.path for piece in listed.pieces}
    assert {f"photos/{photo.file}", "imports/file.xlsx", "anchors/00000001.anchor"} <= paths
    assert f"photos/{Path(photo.file).with_suffix('.small.jpg')}" in paths
    assert photo.digest in {piece.digest for piece in listed.pieces}
    assert listed.missing == []


def test_the_keys_are_nowhere_in_it(lamp: Case, store: Path, home: Path) -> None:
    folder, _listed = make(store, at=NINE)
    secrets = [path.read_bytes() for path in (home / "keys").glob("*.key")]
    assert len(secrets) == 4
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(secret in everything or secret.hex().encode() in everything for secret in secrets)
    assert "keys/" in json.loads((folder / manifest.NAME).read_text())["read me"]


def test_what_was_sent_already_stays_behind(lamp: Case, store: Path, home: Path) -> None:
    (home / "outgoing").mkdir()
    (home / "outgoing" / "1-resident-file.json").write_text("{}")
    _folder, listed = make(store, at=NINE)
    assert not [piece for piece in listed.pieces if "outgoing" in piece.path]


def test_lines_written_while_it_is_made_are_all_in_it_or_none_of_a_deed(world: World, home: Path, store: Path) -> None:
    """Whoever writes meanwhile neither waits for it nor tears it."""
    stop = threading.Event()
    written = [0]

    def write() -> None:
        while not stop.is_set():
            world.offered(phone="")
            written[0] += 1
        connections.close_all()

    writer = threading.Thread(target=write)
    assert world.operator
    writer.start()
    try:
        while written[0] < 3:
            stop.wait(0.01)
        before = written[0]
        _folder, listed = make(store, at=NINE)
    finally:
        stop.set()
        writer.join()
    rows = listed.rows()
    assert before <= rows["case_case"] <= written[0]
    assert 3 * rows["case_case"] - 2 <= rows["case_entry"] <= 3 * rows["case_case"]


def test_one_that_fails_leaves_nothing(lamp: Case, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(make_module, "_anchors", fail)
    with pytest.raises(OSError, match="No space"):
        make(store, at=NINE)
    assert [path.name for path in store.iterdir()] == [".lock"]


def test_what_a_killed_one_left_is_no_backup_and_is_swept(lamp: Case, store: Path) -> None:
    half = store / "huying-20260924-030000.unfinished"
    half.mkdir(parents=True)
    (half / manifest.NAME).write_text("{}")
    assert whole(store) == []
    make(store, at=NINE)
    assert whole(store) == ["huying-20260925-090000"]
    assert not half.exists()


def whole(folder: Path) -> list[str]:
    return [path.name for path in stores.whole(folder)]


def test_a_second_one_at_the_same_time_is_refused(home: Path, db: None, store: Path) -> None:
    with stores.draft(store, NINE), pytest.raises(Refused, match="正在进行"):
        make(store, at=NINE)


def test_the_newest_are_kept(lamp: Case, store: Path) -> None:
    for day in range(4):
        make(store, at=NINE + timedelta(days=day), newest=2)
    assert whole(store) == ["huying-20260927-090000", "huying-20260928-090000"]


def test_a_photo_that_the_last_one_holds_takes_no_room_again(lamp: Case, store: Path) -> None:
    first, _listed = make(store, at=NINE)
    second, _listed = make(store, at=NINE + timedelta(days=1))
    file = f"photos/{Photo.objects.get().file}"
    assert (first / file).stat().st_ino == (second / file).stat().st_ino


def test_a_linked_photo_that_rotted_is_copied_anew(lamp: Case, store: Path) -> None:
    first, _listed = make(store, at=NINE)
    file = f"photos/{Photo.objects.get().file}"
    (first / file).write_bytes(b"rot")
    second, _listed = make(store, at=NINE + timedelta(days=1))
    assert (second / file).read_bytes() == pictures.path_of(Photo.objects.get()).read_bytes()


def test_a_photo_that_is_lost_is_named_and_stops_nothing(lamp: Case, store: Path) -> None:
    photo = Photo.objects.get()
    pictures.path_of(photo).unlink()
    folder, listed = make(store, at=NINE)
    assert listed.missing == [f"photos/{photo.file}"]
    assert folder.exists()


def test_an_anchor_cast_later_than_the_copy_stays_outside(lamp: Case, store: Path) -> None:
    (Path(settings.HUYING_ANCHORS) / "00000009.anchor").write_text("later")
    _folder, listed = make(store, at=NINE)
    assert [piece.path for piece in listed.pieces if piece.path.startswith("anchors/")] == ["anchors/00000001.anchor"]


@SQLITE_ONLY
def test_too_small_a_disk_is_said_before(home: Path, db: None, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_module, "SPARE", 1 << 60)
    with pytest.raises(Refused, match="请清理或换一个位置"):
        make(store, at=NINE)


@SQLITE_ONLY
def test_a_damaged_copy_is_found(lamp: Case, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    sqlite.copy(Path(str(connection.settings_dict["NAME"])), target, make_module.silent)
    sqlite.check(target)
    spoil(target)
    with pytest.raises(Refused, match="没有通过检查"):
        sqlite.check(target)


def spoil(path: Path) -> None:
    """An index that says something else than its table."""
    import sqlite3

    with sqlite3.connect(path) as file:
        file.execute("PRAGMA writable_schema = ON")
        file.execute("DELETE FROM sqlite_master WHERE name = 'case_newest'")
    file.close()


def test_a_changed_byte_is_found(lamp: Case, store: Path) -> None:
    folder, listed = make(store, at=NINE)
    (folder / "imports" / "file.xlsx").write_bytes(b"a fyle")
    assert list(manifest.differences(folder, listed, make_module.silent)) == ["imports/file.xlsx"]


@pytest.mark.parametrize("change", [lambda text: text.replace('"anchor": 1', '"anchor": 0'), lambda text: text[:-40]])
def test_a_changed_list_is_found(lamp: Case, store: Path, change: Callable[[str], str]) -> None:
    folder, _listed = make(store, at=NINE)
    path = folder / manifest.NAME
    changed = change(path.read_text())
    assert changed != path.read_text()
    path.write_text(changed)
    try:
        manifest.read(folder)
    except Refused:
        return
    assert not manifest.is_signed(folder, settings.HUYING_KEYS.chain)
