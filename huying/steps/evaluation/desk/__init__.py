"""回访台 · calls to make, one call, its answers or why there are none."""
