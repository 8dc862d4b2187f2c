"""运行 · what `huying run` does: prepare the home, then watch over the web server and the keeper."""
