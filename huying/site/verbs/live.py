"""推送 · tell open pages at once what happens, until told to stop."""

import argparse
import os
import sys

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.live.serve import serve
from huying.site.partition.apart import must_be_apart


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    port = int(os.environ.get("PORT", "8000")) + 1
    parser.add_argument("--port", type=int, default=port, help=_("端口（默认是网页的下一个端口）"))
    parser.add_argument("--host", default="127.0.0.1", help=_("监听地址；与网页一致"))


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    try:
        must_be_apart()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return serve(args.host, args.port)
