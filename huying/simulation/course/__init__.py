"""经过 · what people do with a case where it stands. One file a step of the process; PLANS says who plans for which stage."""
