"""写门 · those who write take turns, those who read never wait."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError

from huying.site.sqlite import base
from huying.site.sqlite.gate import Gate
from tests.site.sqlite.conftest import ALIAS

pytestmark = pytest.mark.once

HERE = Path(__file__).parent


def add(who: str, n: int = 0) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("insert into line values (%s, %s)", [who, n])


def count() -> int:
    with connections[ALIAS].cursor() as cursor:
        return cursor.execute("select count(*) from line").fetchone()[0]


def in_thread(work: Callable[[], object]) -> threading.Thread:
    """Start it in a thread that closes its own connection."""

    def whole() -> None:
        try:
            work()
        finally:
            connections[ALIAS].close()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread


def refused(work: Callable[[], object]) -> OperationalError:
    """Run it in a thread of its own and return why it could not write."""
    caught: list[OperationalError] = []

    def attempt() -> None:
        try:
            work()
        except OperationalError as error:
            caught.append(error)

    in_thread(attempt).join()
    assert caught, "it was let in"
    return caught[0]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.05)


def test_eight_threads_and_two_processes_lose_nothing(file: Path) -> None:
    lines = 40
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    processes = [
        subprocess.Popen([sys.executable, str(HERE / "writer.py"), str(file), f"p{i}", str(lines)], env=environment)
        for i in range(2)
    ]

    def write() -> None:
        for n in range(lines):
            with transaction.atomic(using=ALIAS):
                add("t", n)

    threads = [in_thread(write) for _ in range(8)]
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0]
    assert count() == 10 * lines


def test_a_transaction_keeps_others_out_with_words(file: Path, impatient: None) -> None:
    with transaction.atomic(using=ALIAS):
        add("first")
        assert "没有丢失" in str(refused(lambda: add("single statement")))

        def second() -> None:
            with transaction.atomic(using=ALIAS):
                add("second")

        assert "没有丢失" in str(refused(second))
    assert count() == 1


def test_a_rollback_opens_the_gate(file: Path, impatient: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
        add("never")
        raise ZeroDivisionError
    in_thread(lambda: add("after")).join()
    assert count() == 1


def test_a_failed_statement_opens_the_gate(file: Path, impatient: None) -> None:
    with pytest.raises(OperationalError), connections[ALIAS].cursor() as cursor:
        cursor.execute("insert into nowhere values (1)")
    in_thread(lambda: add("after")).join()
    assert count() == 1


def test_a_closed_connection_opens_the_gate(file: Path, impatient: None) -> None:
    def leave_without_a_word() -> None:
        transaction.atomic(using=ALIAS).__enter__()
        add("lost with its connection")

    in_thread(leave_without_a_word).join()
    in_thread(lambda: add("after")).join()
    assert count() == 1


def test_a_savepoint_does_not_ask_again(file: Path) -> None:
    with transaction.atomic(using=ALIAS), transaction.atomic(using=ALIAS):
        add("inner")
    assert count() == 1


def test_reading_never_waits(file: Path, impatient: None) -> None:
    seen: list[int] = []
    with transaction.atomic(using=ALIAS):
        add("not yet")
        in_thread(lambda: seen.append(count())).join()
    assert seen == [0]


def test_a_killed_process_leaves_the_gate_open(file: Path, impatient: None) -> None:
    script = (
        "import sys, time; from huying.site.sqlite.gate import gate_of;"
        "gate_of(sys.argv[1]).enter(1); print('in', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "in\n"
    refused(lambda: add("while it holds"))
    holder.kill()
    holder.wait()
    holder.stdout.close()
    add("after")
    assert count() == 1


FORKING = """
import os, sys
from huying.site.sqlite.gate import GateTimeout, gate_of
gate_of(sys.argv[1]).enter(1)
child = os.fork()
if not child:
    try:
        gate_of(sys.argv[1]).enter(0.05)
    except GateTimeout:
        os._exit(7)
    os._exit(1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_forked_child_does_not_share_its_parents_turn(file: Path) -> None:
    assert subprocess.run([sys.executable, "-c", FORKING, str(file)]).returncode == 7


def test_threads_are_served_in_the_order_they_came(tmp_path: Path) -> None:
    gate, served = Gate(str(tmp_path / "x")), []
    gate.enter(1)
    threads = []
    for n in range(5):

        def take_turn(n: int = n) -> None:
            gate.enter(5)
            served.append(n)
            gate.leave()

        thread = threading.Thread(target=take_turn)
        thread.start()
        threads.append(thread)
        while len(gate._line._waiting) <= n:
            pass
    gate.leave()
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3, 4]


def test_the_file_is_durable(file: Path) -> None:
    with connections[ALIAS].cursor() as cursor:
        settings = [
            cursor.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]
