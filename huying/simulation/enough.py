"""够不够 · below so many requests nothing can be told, above so many it takes too long."""

from huying.kit.words import gettext_noop

FEWEST = 50
TOO_FEW = gettext_noop("这段时间只收到 %(cases)d 件，太少，看不出什么；至少要 %(fewest)d 件。请把时间选长一些。")
MOST = 40_000
"""Requests times rules times seeds: some hours of one processor."""
