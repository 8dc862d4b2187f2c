"""演示区县 · 青禾区: one invented district with its people, and three weeks of requests played through the deeds.

Every name, place and text here is made up. Beside the stories told by hand `load` can let as many simulated cases live as one likes.
"""

from demo.load import draw, found, load
from demo.places import centres

__all__ = ["centres", "draw", "found", "load"]
