"""实时 · a small second process that tells open pages at once what has happened: server-sent events, one poller for all."""
