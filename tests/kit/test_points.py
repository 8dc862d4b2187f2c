"""Points of a commit: nothing happens where nothing is armed, and nobody can arm them from outside."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from huying.kit.points import FAULTS, reached

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
PASSES = "from huying.kit.points import reached; reached('inserted'); reached('committed'); print('alive')"


def passing(folder: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {FAULTS: folder}
    return subprocess.run([sys.executable, "-c", PASSES], env=environment, capture_output=True, text=True, cwd=ROOT)


def test_a_process_dies_at_the_point_that_is_armed(tmp_path: Path) -> None:
    (tmp_path / "committed").touch()
    assert passing(str(tmp_path)).returncode == -signal.SIGKILL


def test_one_arming_is_one_death(tmp_path: Path) -> None:
    (tmp_path / "inserted").touch()
    died, lived = passing(str(tmp_path)), passing(str(tmp_path))
    assert (died.returncode, lived.stdout) == (-signal.SIGKILL, "alive\n")
    assert [path.stem for path in tmp_path.iterdir()] == ["inserted"]


def test_nothing_armed_is_nothing_done(tmp_path: Path) -> None:
    assert passing(str(tmp_path)).stdout == "alive\n"


def test_without_the_variable_there_is_nowhere_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "committed").touch()
    assert passing("").stdout == "alive\n"


def test_setting_it_later_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "committed").touch()
    monkeypatch.setenv(FAULTS, str(tmp_path))
    reached("committed")
    assert (tmp_path / "committed").exists()


def test_no_other_module_knows_of_the_variable() -> None:
    knowing = [path for path in (ROOT / "huying").rglob("*.py") if FAULTS in path.read_text()]
    assert [path.name for path in knowing] == ["points.py"]
