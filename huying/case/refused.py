"""不予办理 · the expected errors, with words for the person who tried (HOUSE law 8)."""


class Refused(Exception):
    """The deed is not allowed: 422. The message is fit for the user."""

    status = 422


class Forbidden(Refused):
    """Not this person's to do: 403."""

    status = 403


class Conflict(Refused):
    """Somebody else moved the case meanwhile: 409, with both versions."""

    status = 409

    def __init__(self, words: str, *, read: int, found: int) -> None:
        super().__init__(words)
        self.read, self.found = read, found


class InFlight(Refused):
    """The same key is still being served: 425, try again in a moment."""

    status = 425
