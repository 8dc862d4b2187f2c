"""备份与恢复 · the whole place in one folder, made while everybody works, and put back into an empty place."""
