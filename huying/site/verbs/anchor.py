"""下锚 · cast the heads of the chains that grew into a signed file outside the database; the keeper does it every hour."""

import argparse

from django.utils.translation import gettext as _

from huying.case.proof.anchors import anchor
from huying.kit.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Say which anchor was cast."""
    row = anchor(now())
    print(_("台账自上次下锚以来没有新行。") if row is None else _("已下第 %d 号锚。") % row.number)
    return 0
