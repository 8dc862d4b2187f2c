"""派单台 · the dispatcher's queue: what waits to be sent, what hangs on the boards, what came back (LOOK 4)."""
