"""Django's SQLite engine with durable settings and a queue for those who write."""
