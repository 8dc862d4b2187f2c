"""办件的门 · what the acts of every room on a case share: the table they stand in, the form, its fields, the page that does them."""
