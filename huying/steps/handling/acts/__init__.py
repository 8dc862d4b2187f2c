"""处置的动作 · the forms of this room, and the table in which they stand."""
