"""未送达 · a carrier says why, in words without a name or a number in them."""


class NotCarried(Exception):
    """Not this time. The words are kept with the letter, so they quote nobody."""
