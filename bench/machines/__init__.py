"""几台机器 · one database, two web machines and two keepers on hosts of their own: nothing is done twice, whoever dies or is cut off."""
