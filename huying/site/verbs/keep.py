"""守护 · keep time and post letters until told to stop."""

import argparse

from huying.site.keeper import Keeper


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    return Keeper().run()
