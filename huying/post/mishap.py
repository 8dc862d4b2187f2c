"""差错 · what went wrong, for logs and rows: where and of which kind, never the message, which may quote somebody."""

from traceback import extract_tb


def mishap(error: BaseException) -> str:
    """`ValueError in readers.py:40`."""
    frames = extract_tb(error.__traceback__)
    place = f" in {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"[:200]
