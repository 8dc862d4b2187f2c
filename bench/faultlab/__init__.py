"""故障实验室 · faults against the real house, judged by what its clients wrote down themselves (TRUST, attack programme).

    python -m bench.faultlab kills --operations 50000 --kills 1500 --seed 7 --database postgresql

Each scenario is one command. It prints its seed, a line of progress and its figures; where an invariant is broken it leaves
with 1, keeps the home (database, server's log, clients' ledgers) and says where. A scenario is a row of `scenarios.py` and a
module with `run(lab, given) -> Finding`, imported only when Django knows its home. What it is made of:

- `lab.Lab`        the home, the database (its own SQLite or its own PostgreSQL), a small district with passwords, the seed's dice
- `house.House`    `huying run` on a port of its own: start, wait, roles (pids by part), kill one, power_cut, restart, clock shift
- `outside.Outside` what a client wrote before and after each request, in a file of its own; `outside.read` puts them together
- `client.Client`  one connection that sends an `Op` until it is answered, with the same key; `people.Desk` signs in through pages
- `lives`          how residents and staff carry cases through, as generators of `Op`s that are sent the answers
- `crowd.Crowd`    so many clients living such lives in threads, until told to stop
- `points.Points`  arms the named points of `huying.kit.points`
- `invariants`     what must hold afterwards: `invariants.broken(told, lab)` names each breach; `settle.settle` lets the house finish
"""
