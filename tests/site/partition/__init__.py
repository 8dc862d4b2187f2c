"""分区 · districts in one PostgreSQL."""
