"""子进程 · restarted when they die, gone when they are told to stop, with all they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from huying.site.running import child as child_module
from huying.site.running.child import Child

pytestmark = pytest.mark.once

FAMILY = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def until(true) -> None:
    while not true():
        time.sleep(0.02)


def group(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[2]) == pid:
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return [one for one in found if alive(one)]


@pytest.fixture
def children() -> Iterator[list[Child]]:
    made: list[Child] = []
    yield made
    for one in made:
        one.end(0)


def test_it_is_started_and_stopped(children: list[Child]) -> None:
    child = Child("sleeper", python("import time; time.sleep(60)"))
    children.append(child)
    child.watch()
    pid = child.pid
    assert pid and alive(pid)
    child.ask_to_stop()
    child.end(10)
    assert not alive(pid)


def test_one_that_does_not_listen_is_ended_all_the_same(children: list[Child]) -> None:
    child = Child("deaf", python(DEAF))
    children.append(child)
    child.watch()
    pid = child.pid
    assert pid
    child.ask_to_stop()
    child.end(0.1)
    assert not alive(pid)


def test_what_it_started_goes_with_it(children: list[Child]) -> None:
    child = Child("family", python(FAMILY))
    children.append(child)
    child.watch()
    pid = child.pid
    assert pid
    until(lambda: len(group(pid)) == 2)
    child.ask_to_stop()
    child.end(10)
    until(lambda: not group(pid))


def test_a_dead_one_is_started_again_after_a_growing_pause(
    children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "FIRST_PAUSE", 0.05)
    child = Child("short", python("raise SystemExit(3)"))
    child._pause = 0.05
    children.append(child)
    codes, pauses = [], []
    while len(codes) < 3:
        code = child.watch()
        if code is not None:
            codes.append(code)
            pauses.append(child._pause)
        time.sleep(0.01)
    assert codes == [3, 3, 3]
    assert pauses == [0.1, 0.2, 0.4]


def test_one_that_is_killed_again_and_again_waits_no_longer_each_time(
    children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(child_module, "KILLED_PAUSE", 0.1)
    child = Child("unlucky", python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    children.append(child)
    codes = []
    while len(codes) < 4:
        codes += [code] if (code := child.watch()) is not None else []
        time.sleep(0.01)
    assert codes == [-signal.SIGKILL] * 4
    assert child._pause == 0.1


def test_one_that_worked_for_a_while_before_it_was_killed_waits_no_longer_than_the_first_time(
    children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(child_module, "STEADY", 0.2)
    child = Child("worker", python("import time; time.sleep(60)"))
    child._pause = 1.6
    children.append(child)
    child.watch()
    time.sleep(0.3)
    os.kill(child.pid or 0, signal.SIGKILL)
    until(lambda: child.watch() == -signal.SIGKILL)
    assert child._pause == 0.05


def test_when_we_are_killed_outright_it_is_told_to_stop() -> None:
    script = (
        "import sys, time; from huying.site.running.child import Child;"
        "c = Child('x', [sys.executable, '-c', 'import time; time.sleep(60)']); c.watch(); print(c.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        python(script), stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )
    assert parent.stdout
    pid = int(parent.stdout.readline())
    assert alive(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until(lambda: not alive(pid))
