"""上门走访 · who went to how many homes, when, and how soon after the case had come (LL1)."""
