"""报告 · differences to the audit administrators, troubles to the system administrators; each once."""

from datetime import datetime

from django.utils.timezone import localdate

from huying.directory.roles import Role
from huying.kit.words import gettext_noop
from huying.oversight.inspection.models import Inspection, Trouble
from huying.post.notices import tell
from huying.post.people import in_district

DIFFER = gettext_noop(
    "核对现状：查了 %(cases)s 件，发现 %(found)s 处与台账不符，没有自动改动。"
    "请用 huying check 查看，核实后再用 --mend 更正。"
)
TIMERS = gettext_noop("有 %(number)s 个时钟到期没有响过，已重新上弦 %(repaired)s 个。")
OUTBOX = gettext_noop("有 %(number)s 行台账超过五分钟没有变成通知，请看守时进程的日志。")
LETTERS = gettext_noop("有 %(number)s 封通知超过五分钟没有人去送，已放回待发 %(repaired)s 封。")
IMPORTS = gettext_noop("有 %(number)s 个导入任务停在半路，已放开 %(repaired)s 个，由守时进程接着做。")
ROWS = gettext_noop("有 %(number)s 个导入任务的行数对不上：新建、重复、拒收相加不等于总行数。")
ASIDE = gettext_noop("有 %(number)s 项被搁置（时钟动作或通知没有做成），等人处理。")
SAID = {"timers": TIMERS, "outbox": OUTBOX, "letters": LETTERS, "imports": IMPORTS, "rows": ROWS, "aside": ASIDE}


def tell_of_differences(run: Inspection, *, at: datetime) -> None:
    """自查不符 · no case is named: who administers sees none."""
    people = in_district({Role.AUDIT_ADMIN}, localdate(at))
    tell(people, DIFFER, {"cases": run.cases, "found": run.found}, key=f"check-{run.pk}", at=at)


def tell_of_trouble(trouble: Trouble, *, at: datetime) -> None:
    """异常 · when it begins; once, for as long as it lasts."""
    people = in_district({Role.SYSTEM_ADMIN}, localdate(at))
    values = {"number": trouble.number, "repaired": trouble.repaired}
    tell(people, SAID[trouble.what], values, key=f"trouble-{trouble.pk}", at=at)
