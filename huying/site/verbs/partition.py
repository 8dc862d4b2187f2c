"""分区 · the districts of a city in one PostgreSQL, each in parts of its own."""

import argparse
import sys
from typing import Any

from django.utils.translation import gettext as _
from tqdm import tqdm

from huying.case.refused import Refused
from huying.site.partition.owned import parted
from huying.site.partition.turn import turn


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the district is HUYING_JURISDICTION."""


def run(args: argparse.Namespace) -> int:
    """All or nothing; done again, only what is new."""
    try:
        with tqdm(total=len(parted()), unit=_("表"), desc=_("分区"), file=sys.stderr, disable=None) as bar:
            districts = turn(lambda table: _tell(bar, table))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(_("已分区：%s。") % "、".join(map(str, districts)))
    return 0


def _tell(bar: "tqdm[Any]", table: str) -> None:
    bar.set_postfix_str(table)
    bar.update()
