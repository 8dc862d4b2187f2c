"""座位 · how many connections a process may hold. A browser keeps its own for half a minute after its page, and each takes a file.

What limits the work is the number of threads; connections that only wait must never keep anybody out.
"""

import resource

WANTED = 16_384
SPARE = 256
"""Files that the process needs for itself: database, log, photos, what is being uploaded."""
QUEUE = 4_096
"""Connections that the kernel keeps for a process that has not come to accept them."""


def room() -> int:
    """Connections a process may hold; its limit of open files is raised as far as the machine lets it."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = WANTED + SPARE if most == resource.RLIM_INFINITY else min(WANTED + SPARE, most)
    if now != resource.RLIM_INFINITY and now < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(SPARE, files - SPARE)
