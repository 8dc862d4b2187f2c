"""守望 · is everything alive: health for machines, a status page for people, lines for the log, figures for the graphs."""
