"""推演 · asked on a page, played out beside everything else in a home of its own, shown with bands."""
