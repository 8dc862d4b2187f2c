"""查进度的门 · by secret link, or by number and phone; and what a resident may still do there."""
