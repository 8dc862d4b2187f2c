"""启动 · prepare the home, then serve pages, keep time and post letters until Ctrl-C."""

import argparse
import os
import socket
import sys
import unicodedata
from collections.abc import Sequence
from functools import partial

from django.db.utils import OperationalError
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.models import Person
from huying.kit.clock import now
from huying.post.heartbeat import LIVE, WEB
from huying.site.running.child import Child
from huying.site.running.passwords import SignIn, sign_in
from huying.site.running.prepare import NotReady, leave_empty, load_demo, prepare
from huying.site.running.rounds import Rounds
from huying.site.running.supervisor import Supervisor
from huying.site.running.watchman import keeper_hangs

SHOWN = 20
SIMULATED = 200
"""So many that every page is alive, and the first start still takes less than a minute."""


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help=_("端口（默认 8000）"))
    parser.add_argument("--host", default="127.0.0.1", help=_("监听地址；0.0.0.0 让局域网内其他电脑也能打开"))
    empty = _("首次启动不载入演示区县，用自己的名录")
    parser.add_argument("--empty", dest="fill", action="store_const", const=leave_empty, help=empty)
    many = _("首次启动时，演示区县里除故事外再模拟多少件（默认 %d）") % SIMULATED
    parser.add_argument("--cases", type=int, default=SIMULATED, help=many)


def run(args: argparse.Namespace) -> int:
    """Everything, in one terminal."""
    if taken := _port_taken(args.host, args.port):
        return _sorry(taken)
    try:
        made = prepare(args.fill or partial(load_demo, cases=args.cases), at=now(), say=_say)
    except (NotReady, Refused) as missing:
        return _sorry(str(missing))
    except OperationalError as error:
        return _sorry(_("数据库连不上：%s") % error)
    children = [
        Child(_("网页服务"), _web(args.host, args.port)),
        Child(_("守时进程"), [sys.executable, "-m", "huying", "keep"], hangs=keeper_hangs),
        *_live(args.host, args.port + 1),
    ]
    address = (_reachable(args.host), args.port)
    rounds = Rounds(_where(address))
    rounds.begin()
    supervisor = Supervisor(
        children, ready=lambda: _answers(address), on_ready=lambda: _greet(address, made), say=_say, tell=rounds.tell
    )
    stopped = supervisor.run()
    rounds.end()
    _say(_("已全部停止。"))
    return stopped


def _live(host: str, port: int) -> list[Child]:
    """推送 · the streams, on the next port. Where it is not free, or HUYING_LIVE is set to nothing, pages ask by themselves."""
    if os.environ.setdefault("HUYING_LIVE", f":{port}") and (taken := _port_taken(host, port)):
        _say(taken)
        os.environ["HUYING_LIVE"] = ""
    if not os.environ["HUYING_LIVE"]:
        return []
    return [Child(_("实时推送"), [sys.executable, "-m", "huying", "live", "--host", host, "--port", str(port)])]


def _where(address: tuple[str, int]) -> dict[str, str]:
    """Whom to ask whether he lives."""
    (host, port), found = address, {}
    name = f"[{host}]" if ":" in host else host
    found[WEB] = f"http://{name}:{port}/health/live"
    if os.environ.get("HUYING_LIVE", "").startswith(":"):
        found[LIVE] = f"http://{name}{os.environ['HUYING_LIVE']}/live/health/"
    return found


def _web(host: str, port: int) -> list[str]:
    return [sys.executable, "-m", "huying", "web", "--host", host, "--port", str(port)]


def _port_taken(host: str, port: int) -> str:
    """Tried before anything is made, and said in words."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            return _("端口 %d 不是有效的端口号，请用 1 到 65535 之间的数。") % port
        except PermissionError:
            return _("没有权限使用端口 %d，请换一个 1024 以上的端口：huying run --port 8080") % port
        except OSError as error:
            reason = {"host": host, "port": port, "error": error.strerror}
            return (
                _(
                    "地址 %(host)s:%(port)d 用不了（%(error)s）。若已被其他程序占用，请换一个端口：huying run --port 8080"
                )
                % reason
            )
    return ""


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=0.2).close()
    except OSError:
        return False
    return True


def _greet(address: tuple[str, int], made: Sequence[SignIn]) -> None:
    host, port = address
    _say(_("呼应已启动：%(url)s （按 Ctrl-C 停止）") % {"url": f"http://{host}:{port}/"})
    if made:
        _say(_("以下口令只显示这一次，请记下：") + "\n" + _table(made))
        _say(_("系统、安全、审计三位管理员首次登录后，要先用手机验证器设置双重验证。"))
        return
    people = [sign_in(person) for person in Person.objects.filter(is_active=True).order_by("pk")[:SHOWN]]
    if people:
        _say(_("可以登录的人员（忘记口令：huying passwd 登录名）：") + "\n" + _table(people))
    else:
        _say(_("还没有人员，可以用 huying import 导入。"))


def _table(rows: Sequence[SignIn]) -> str:
    cells = [(row.username, row.password, row.name, row.posts) for row in rows]
    widths = [max(_width(cell[n]) for cell in cells) for n in range(3)]
    return "\n".join("  " + "  ".join([*(_padded(cell[n], widths[n]) for n in range(3)), cell[3]]) for cell in cells)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _say(words: str) -> None:
    print(words, flush=True)


def _sorry(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
