"""Ledger proof: eleven kinds of tampering by direct SQL, each found, the first bad line named (attack 13 of the programme)."""
