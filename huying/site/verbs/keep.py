"""守护 · keep time and post letters until told to stop."""

import argparse
import sys

from huying.case.refused import Refused
from huying.site.keeper import Keeper
from huying.site.partition.apart import must_be_apart
from huying.site.running.prepare import NotReady, must_be_whole


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    try:
        must_be_whole()
        must_be_apart()
    except (NotReady, Refused) as missing:
        print(missing, file=sys.stderr)
        return 1
    return Keeper().run()
