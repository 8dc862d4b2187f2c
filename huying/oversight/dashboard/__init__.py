"""驾驶舱 · one look at how the district stands: drawn from the same cases and counts that the lists and the month show."""
