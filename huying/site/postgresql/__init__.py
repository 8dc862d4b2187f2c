"""PostgreSQL · Django's engine, whose migrations also know tables in parts."""
