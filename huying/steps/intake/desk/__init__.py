"""登记台 · the operator's door, and that of grid workers and cadres on their rounds (WZ9)."""
