"""一条命令 · `huying run` in an empty place: it serves, restarts what dies, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.running.test_child import alive, until

pytestmark = pytest.mark.once


class Running:
    """`huying run` on a port of its own, with what it says."""

    def __init__(self, home: Path, port: int, *words: str, **more: str) -> None:
        self.home, self.port = home, port
        self.said: list[str] = []
        environment = {name: value for name, value in os.environ.items() if name != "HUYING_DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "huying", "run", "--port", str(port), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment | {"HUYING_HOME": str(home), "LC_ALL": "zh_CN.UTF-8", "PYTHONUNBUFFERED": "1"} | more,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.said.extend(self.process.stdout)

    def wait_until_it_serves(self) -> None:
        until(lambda: any("呼应已启动" in line for line in self.said) or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        until(lambda: self.status("/account/login/") == 200)

    def status(self, path: str) -> int:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def family(self) -> list[int]:
        return _descendants(self.process.pid)

    def web(self) -> int:
        """The process that the workers are forked from."""
        own = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        (web,) = [pid for pid in own if b"web" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]
        return int(web)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code

    def heard(self, name: str) -> tuple[str, str]:
        """When that name was heard last, and what it said."""
        with sqlite3.connect(self.home / "huying.sqlite3") as file:
            row = file.execute("select at, note from post_heartbeat where name like ?", [name]).fetchone()
        file.close()
        return row or ("", "")

    def kept_alive_at(self) -> str:
        return self.heard("keeper")[0]

    def keeper(self) -> int:
        """The number of its process, as it says itself."""
        return int((self.heard("keeper")[1] or "0").split()[-1])


def _descendants(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    found, left = [], [pid]
    while left:
        below = parents.get(left.pop(), [])
        found += below
        left += below
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    one = Running(tmp_path / "home", free_port(), "--empty")
    try:
        yield one
    finally:
        one.stop(signal.SIGKILL if one.process.poll() is None else signal.SIGINT)


def test_a_thousand_browsers_that_only_keep_their_connection_keep_nobody_out(running: Running) -> None:
    running.wait_until_it_serves()
    idle = [socket.create_connection(("127.0.0.1", running.port), timeout=10) for _ in range(1_000)]
    try:
        for one in idle:
            one.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert all(one.recv(16).startswith(b"HTTP/1.1 200") for one in idle)
        assert running.status("/account/login/") == 200
    finally:
        for one in idle:
            one.close()


def test_it_serves_keeps_time_and_stops_without_a_trace(running: Running) -> None:
    running.wait_until_it_serves()
    until(lambda: running.kept_alive_at() != "")
    family = running.family()
    assert len(family) >= 3
    assert running.stop() == 0
    assert not any(alive(pid) for pid in family)
    assert running.status("/account/login/") == 0
    assert any("已全部停止" in line for line in running.said)


def test_sigterm_stops_it_as_well(running: Running) -> None:
    running.wait_until_it_serves()
    family = running.family()
    assert running.stop(signal.SIGTERM) == 0
    assert not any(alive(pid) for pid in family)


def test_a_child_that_dies_is_started_again(running: Running) -> None:
    running.wait_until_it_serves()
    for pid in running.family():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until(lambda: any("即将重新启动" in line for line in running.said))
    time.sleep(0.5)
    until(lambda: running.status("/account/login/") == 200)


def test_a_worker_that_dies_twice_within_seconds_takes_nobody_with_it(running: Running) -> None:
    running.wait_until_it_serves()
    web = running.web()
    for _ in range(2):
        before = set(_descendants(web))
        os.kill(min(before), signal.SIGKILL)
        until(lambda seen=before: set(_descendants(web)) - seen)
    until(lambda: running.status("/account/login/") == 200)
    assert running.web() == web
    assert not any("即将重新启动" in line for line in running.said)


def test_a_keeper_that_is_killed_is_back_at_once(running: Running) -> None:
    running.wait_until_it_serves()
    until(lambda: running.keeper() > 0)
    first = running.keeper()
    os.kill(first, signal.SIGKILL)
    until(lambda: running.keeper() not in (0, first))
    assert any("守时进程 意外退出（代码 -9）" in line for line in running.said)
    until(lambda: "意外退出" in running.heard("restarted: %")[1])


def test_a_keeper_that_hangs_is_ended_and_started_again(tmp_path: Path) -> None:
    """Stopped in its tracks it is not dead: nobody would ever start another."""
    running = Running(tmp_path / "home", free_port(), "--empty", HUYING_HANGS_AFTER="3")
    try:
        running.wait_until_it_serves()
        until(lambda: running.keeper() > 0)
        first = running.keeper()
        os.kill(first, signal.SIGSTOP)
        until(lambda: running.keeper() not in (0, first))
        assert any("守时进程 卡住" in line for line in running.said)
        assert not alive(first)
    finally:
        running.stop()


def test_who_lives_is_known_to_the_database(running: Running) -> None:
    running.wait_until_it_serves()
    until(lambda: running.heard("web")[0] != "" and running.heard("live")[0] != "")
    assert running.status("/health/live") == 200
    until(lambda: running.status("/health/ready") == 200)


def test_killed_outright_it_leaves_nobody_behind(running: Running) -> None:
    running.wait_until_it_serves()
    family = running.family()
    running.stop(signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in family))


def test_a_taken_port_is_said_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        late = Running(tmp_path / "home", taken.getsockname()[1])
        assert late.process.wait() == 1
        late.stop()
    assert any("请换一个端口" in line for line in late.said)
    assert not (tmp_path / "home" / "huying.sqlite3").exists()


def test_the_second_start_changes_nothing(running: Running) -> None:
    running.wait_until_it_serves()
    running.stop()
    again = Running(running.home, running.port, "--empty")
    try:
        again.wait_until_it_serves()
        assert not any("正在建立数据库" in line or "正在整理网页文件" in line for line in again.said)
    finally:
        again.stop()


def test_the_first_start_tells_who_may_sign_in_and_later_ones_do_not_repeat_the_passwords(tmp_path: Path) -> None:
    first = Running(tmp_path / "home", free_port())
    try:
        first.wait_until_it_serves()
    finally:
        first.stop()
    (line,) = [line for line in first.said if line.startswith("  operator1 ")]
    password = line.split()[1]
    again = Running(tmp_path / "home", free_port())
    try:
        again.wait_until_it_serves()
    finally:
        again.stop()
    assert any(line.startswith("  operator1 ") for line in again.said)
    assert not any(password in line for line in again.said)
    assert password.encode() not in (tmp_path / "home" / "huying.sqlite3").read_bytes()
