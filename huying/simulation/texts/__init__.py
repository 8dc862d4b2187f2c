"""语法 · what people say, put together from parts. Everything in these files is invented."""
