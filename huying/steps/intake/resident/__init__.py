"""群众的门 · no account, a cheap phone, under a minute."""
