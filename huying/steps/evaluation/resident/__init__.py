"""诉求人的评价 · by the secret link: the card on the page of progress, rating, asking for more."""
