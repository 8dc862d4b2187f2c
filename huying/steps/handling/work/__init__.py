"""我的待办 · what waits for me and my unit, on the phone first; and one case on the spot."""
