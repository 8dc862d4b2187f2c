"""接办的动作 · what the desk does to a case from its page: accept, decline, merge, link, split, transfer, supplement, withdraw."""
