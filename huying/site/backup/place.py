"""去处 · the place a backup is put back into: it must be empty, and until everything is there nothing may run in it."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup import files, keys, postgresql, sqlite
from huying.site.backup.manifest import Manifest
from huying.site.running.prepare import HALF_RESTORED


def home() -> Path:
    """Where things are put."""
    return Path(settings.HUYING_HOME)


def unfinished() -> bool:
    """A restore was begun here and did not come to its end."""
    return (home() / HALF_RESTORED).exists()


def must_be_empty() -> None:
    """Refused where somebody works already. A restore that was interrupted may be done again, but no server is emptied for it."""
    if unfinished():
        return _refuse_a_filled_server()
    taken = [files.DATABASE] if _has_database() else []
    taken += [name for name in ("photos", "imports", "uploads") if any((home() / name).rglob("*"))]
    if taken:
        facts = {"home": home(), "what": "、".join(taken)}
        raise Refused(_("%(home)s 不是空的（已有 %(what)s）。请恢复到一个空目录：--into 新目录。") % facts)


def begin(folder: Path) -> None:
    """From here on the place is not to be used."""
    home().mkdir(parents=True, exist_ok=True)
    (home() / HALF_RESTORED).write_text(str(folder), "utf-8")


def end() -> None:
    """It is whole."""
    files.settle(home())
    (home() / HALF_RESTORED).unlink()


def fit_keys(manifest: Manifest, kept: Mapping[str, bytes]) -> None:
    """The keys of this place must be those of the backup; `kept` are those that somebody brought."""
    folder = home() / "keys"
    if keys.fingerprints(folder) == manifest.keys:
        return
    if not kept:
        raise Refused(
            _(
                "这里的密钥不是备份时的密钥，恢复后打不开姓名、电话，也查验不了台账。请用 --keys 指明当时保存的 keys 目录。"
            )
        )
    keys.install(dict(kept), folder)
    if keys.fingerprints(folder) != manifest.keys:
        raise Refused(_("给出的密钥不是这个备份的密钥。"))
    use_keys(folder)


def use_keys(folder: Path) -> None:
    """This process began with those that the empty place had made for itself."""
    settings.HUYING_KEYS = type(settings.HUYING_KEYS).load(folder)


def _refuse_a_filled_server() -> None:
    if connection.vendor == "postgresql" and postgresql.has_cases():
        raise Refused(_("上一次恢复已经写入这个 PostgreSQL 数据库。请删掉它，另建一个空库，再恢复一次。"))


def _has_database() -> bool:
    if connection.vendor == "postgresql":
        return not postgresql.is_empty()
    return sqlite.has_tables(Path(str(connection.settings_dict["NAME"])))
