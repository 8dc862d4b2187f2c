"""被抢先 · whoever sends a case in the moment in which it rings, or is claimed, hears which of the two it was and what can be done."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from huying.case.ledger import Conflict
from huying.case.models import Case, Entry


@contextmanager
def overtaken(case: Case) -> Iterator[None]:
    """The ledger knows only that somebody was quicker; the last line knows who."""
    try:
        yield
    except Conflict as lost:
        last = case.entries.filter(deed__in=SAYS).select_related("by", "unit").order_by("-seq").first()
        if last is None or last.stage != Case.objects.values_list("stage", flat=True).get(pk=case.pk):
            raise
        raise Conflict(SAYS[last.deed](last), read=lost.read, found=lost.found) from lost


def _offered(line: Entry) -> str:
    boards = line.case.shares.filter(tie="offered").order_by("pk").values_list("unit__name", flat=True)
    return _("此件刚刚发布抢单：%(units)s。还没有人领办；仍要这样办，请再点一次。") % {"units": "、".join(boards)}


def _claimed(line: Entry) -> str:
    return _("此件刚刚由%(unit)s（%(name)s）领办，不用再派。") % {"unit": line.unit, "name": line.by}


SAYS = {"offered": _offered, "claimed": _claimed}
