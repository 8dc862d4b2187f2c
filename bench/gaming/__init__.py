"""Gaming the clock: a search over legal deeds for a history in which a unit looks better than the rules allow."""
