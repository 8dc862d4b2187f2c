"""网页 · serve pages, and nothing else, until told to stop."""

import argparse
import os
import sys

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.partition.apart import must_be_apart
from huying.site.running.web import serve


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help=_("端口（默认 8000）"))
    parser.add_argument("--host", default="127.0.0.1", help=_("监听地址；0.0.0.0 让局域网内其他电脑也能打开"))


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    try:
        must_be_apart()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return serve(args.host, args.port)
