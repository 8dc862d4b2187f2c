"""安装 · the virtual environment, from the lock and nothing else. Run by the system's Python: only its own library here."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
OLDEST = (3, 11)


def pip(*words: str) -> None:
    """Its failure is ours."""
    command = [str(HOME / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *words]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def say(words: str) -> None:
    """A line for whoever waits."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def make_environment() -> None:
    """Debian keeps the part that makes it in a package of its own."""
    say("正在建立 Python 环境…… / Making the Python environment…")
    try:
        venv.create(HOME, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit("建不了 Python 环境，请先安装 python3-venv。/ Please install python3-venv first.")


def main() -> None:
    """Make it, fill it, put the program itself into it."""
    if sys.version_info < OLDEST:
        sys.exit("呼应需要 Python 3.11 或更新的版本。/ Huying needs Python 3.11 or newer: make run PYTHON=python3.11")
    if not (HOME / "bin" / "pip").exists():
        make_environment()
    say("正在安装依赖，首次约一两分钟…… / Installing the locked packages, a minute or two the first time…")
    pip("--require-hashes", "-r", "requirements.lock")
    pip("--no-deps", "--no-build-isolation", "-e", ".")


main()
