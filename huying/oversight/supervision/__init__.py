"""督办 · what is late or about to be, what came back twice; one next action for each."""
