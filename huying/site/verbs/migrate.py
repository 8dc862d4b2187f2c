"""建库 · create the database or bring it up to date; `huying run` does it by itself."""

import argparse

from huying.site.running.prepare import migrate


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Do what is left to do."""
    migrate(print)
    return 0
