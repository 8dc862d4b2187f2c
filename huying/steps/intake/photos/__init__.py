"""照片的门 · sent one by one while the words are still being written; shown only to those who may see them."""
