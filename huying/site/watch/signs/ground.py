"""底子的灯 · what everything rests on: room on the disk, tables, backups, proof that the history is whole."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from huying.case.models import Anchor, Entry
from huying.directory import replica
from huying.oversight.inspection.recorded import Looked, last_check, last_verify
from huying.post.heartbeat import BACKUP, BACKUP_FAILED
from huying.post.models import Heartbeat
from huying.site.watch import health
from huying.site.watch.signs.sign import Light, Sign, ago, by_age

FRESH, STALE = timedelta(hours=30), timedelta(days=3)
PROVEN, DOUBTFUL = timedelta(days=8), timedelta(days=31)
GB = 1 << 30


def disk(at: datetime) -> Sign:
    """Room left beside the database."""
    left = health.free()
    light = Light.RED if left < settings.HUYING_DISK_LEAST else Light.AMBER if left < 10 * GB else Light.GREEN
    advice = "" if light is Light.GREEN else _("请清理磁盘或换更大的盘。满了以后不能登记新内容，已有内容仍可查看。")
    return Sign("disk", _("磁盘"), light, _("还剩 %.1f GB") % (left / GB), advice, "disk_free_bytes", left)


def tables(at: datetime) -> Sign:
    """Whether the database is as this program wants it."""
    if health.CHECKS["migrations"](at):
        return Sign("migrations", _("表结构"), Light.GREEN, _("已是最新"))
    return Sign(
        "migrations", _("表结构"), Light.RED, _("还有升级没有做"), _("请运行 huying migrate，或重新 huying run。")
    )


def backup(at: datetime) -> Sign:
    """The last whole one, and why there is none since."""
    made, missed = _row(BACKUP), _row(BACKUP_FAILED)
    label, figure = _("备份"), "backup_age_seconds"
    if missed:
        words = _("%(ago)s没有备份成：%(why)s") % {"ago": ago(missed.at, at), "why": missed.note}
        advice = _("请按原因处理，再运行 huying backup。一小时后会自动再试。")
        return Sign("backup", label, Light.RED, words, advice, figure, _age(made, at))
    if made is None:
        return Sign("backup", label, Light.AMBER, _("还没有备份过"), _("现在就做一份：huying backup"))
    light = by_age(at - made.at, amber=FRESH, red=STALE)
    words = _("%(ago)s：%(folder)s") % {"ago": ago(made.at, at), "folder": made.note}
    if light is Light.GREEN and _same_disk(Path(made.note)):
        light = Light.AMBER
        advice = _("备份和数据在同一块磁盘上，盘坏了会一起丢。请用 HUYING_BACKUPS 指到另一块盘。")
    else:
        advice = "" if light is Light.GREEN else _("每夜的备份没有做。请运行 huying backup 看看原因。")
    return Sign("backup", label, light, words, advice, figure, _age(made, at))


def verified(at: datetime) -> Sign:
    """When the chains of the whole ledger were last read."""
    return _looked(
        "verify", _("台账查验"), last_verify(), at, _("请运行 huying verify 并保存结果；有不符时先备份，不要改动数据。")
    )


def checked(at: datetime) -> Sign:
    """When what is stored was last compared with the ledger; the keeper does it by night."""
    return _looked(
        "check", _("现状核对"), last_check(), at, _("请运行 huying check 看结果；有不符时由审计管理员核实。")
    )


def _looked(key: str, label: str, last: Looked | None, at: datetime, advice: str) -> Sign:
    if last is None:
        return Sign(key, label, Light.NONE, _("还没有做过"), advice)
    light = Light.RED if last.found else by_age(at - last.at, amber=PROVEN, red=DOUBTFUL)
    words = _("%(ago)s，%(cases)d 件、%(entries)d 行，不符 %(found)d 处") % {
        "ago": ago(last.at, at), "cases": last.cases, "entries": last.entries, "found": last.found,
    }  # fmt: skip
    age = (at - last.at).total_seconds()
    return Sign(key, label, light, words, "" if light is Light.GREEN else advice, f"{key}_age_seconds", age)


def anchors(at: datetime) -> Sign:
    """Cast every hour while lines are written."""
    last, newest = Anchor.objects.order_by("-number").first(), Entry.objects.order_by("-id").first()
    if last is None:
        light = (
            Light.NONE if newest is None else by_age(at - newest.at, amber=timedelta(hours=2), red=timedelta(days=1))
        )
        return Sign("anchors", _("锚"), light, _("还没有下过锚"), "" if newest is None else _("运行 huying anchor。"))
    waits = at - last.at if newest and newest.pk > last.upto else None
    light = by_age(waits, amber=timedelta(hours=2), red=timedelta(days=1))
    advice = "" if light is Light.GREEN else _("台账有新行而没有下锚。请看守时进程，或运行 huying anchor。")
    words = _("第 %(number)d 号，%(ago)s") % {"number": last.number, "ago": ago(last.at, at)}
    return Sign("anchors", _("锚"), light, words, advice, "anchor_age_seconds", (at - last.at).total_seconds())


def _row(name: str) -> Heartbeat | None:
    return Heartbeat.objects.filter(name=name).first()


def _age(row: Heartbeat | None, at: datetime) -> float | None:
    return (at - row.at).total_seconds() if row else None


def _same_disk(folder: Path) -> bool:
    """Where the folder is of another machine, nothing is known."""
    return folder.exists() and folder.stat().st_dev == settings.HUYING_HOME.stat().st_dev


def follower(at: datetime) -> Sign:
    """How far the replica is behind; the pages do without it."""
    label = _("读库")
    try:
        behind = replica.lag(at)
    except DatabaseError:
        behind = None
    if behind is None:
        return Sign(
            "replica", label, Light.RED, _("连不上"), _("月度数字、驾驶舱和导出已改读主库。请看读库是否在运行。")
        )
    seconds = behind.total_seconds()
    words, late = _("落后 %.0f 秒") % seconds, behind > settings.HUYING_REPLICA_OLDEST
    advice = _("落后太多，月度数字、驾驶舱和导出已改读主库。") if late else ""
    return Sign("replica", label, Light.AMBER if late else Light.GREEN, words, advice, "replica_lag_seconds", seconds)


LOOKS = (disk, tables, backup, verified, checked, anchors, *((follower,) if replica.is_there() else ()))
