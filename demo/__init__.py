"""演示区县 · 青禾区: one invented district with its people, and three weeks of requests played through the deeds.

Every name, place and text here is made up. A later issue replaces it by a simulated year.
"""

from demo.load import draw, load

__all__ = ["draw", "load"]
