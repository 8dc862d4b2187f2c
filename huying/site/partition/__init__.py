"""分区 · the districts of a city in one PostgreSQL: each has its own part of every large table, and sees its own rows alone.

`turn` makes the tables of a database into partitioned ones, `found` adds the parts of one more district, `apart` is the lock.
"""
