"""备份与恢复 · made under load, put back into an empty place, everything equal."""
