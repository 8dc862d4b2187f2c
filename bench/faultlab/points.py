"""Arms the named points of `huying.kit.points`: whichever process comes by first dies there."""

from pathlib import Path

WEB = ("inserted", "committing", "committed", "claimed")
KEEPER = ("marked", "acted", "written", "sent")
POINTS = (*WEB, *KEEPER)
"""After insert · before commit · after commit, before the answer (keyed doors; a claim) · the keeper's clock marked, its deed
done, both before commit · letters written, before commit · a letter sent, not yet marked."""


class Points:
    """A folder of armed points."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def arm(self, point: str) -> bool:
        """False where it is armed already."""
        armed = self.folder / point
        if armed.exists():
            return False
        armed.touch()
        return True

    def disarm(self) -> None:
        """Nobody has to die any more."""
        for point in POINTS:
            (self.folder / point).unlink(missing_ok=True)

    @property
    def waiting(self) -> int:
        """Armed and not yet reached."""
        return sum((self.folder / point).exists() for point in POINTS)

    @property
    def deaths(self) -> dict[str, int]:
        """How often each was reached."""
        found = dict.fromkeys(POINTS, 0)
        for path in self.folder.iterdir():
            if path.suffix:
                found[path.stem] += 1
        return found
