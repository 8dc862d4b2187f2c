"""Keys, seals and signatures."""

import hashlib
import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kit import crypto
from huying.kit.crypto import Keys, Unsealable, add_identity_key, blind, mac, open_sealed, same, seal

RING = {1: b"0123456789abcdef"}
KEY = b"k" * 32
HERE = b"identity:42"


def test_sm3_gives_the_standards_value_for_abc():
    standard = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hashlib.new("sm3", b"abc").hexdigest() == standard


def test_sm3_gives_the_standards_value_for_sixteen_times_abcd():
    standard = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert hashlib.new("sm3", b"abcd" * 16).hexdigest() == standard


def test_what_is_sealed_opens_in_its_place():
    assert open_sealed(RING, seal(RING, "张三 13800001234 😀", HERE), HERE) == "张三 13800001234 😀"


@given(st.text(), st.binary(max_size=40))
def test_every_text_comes_back(plain: str, bound: bytes):
    assert open_sealed(RING, seal(RING, plain, bound), bound) == plain


def test_the_same_text_never_looks_the_same():
    assert seal(RING, "张三", HERE) != seal(RING, "张三", HERE)


def test_the_words_cannot_be_read_in_the_seal():
    assert "张三".encode() not in seal(RING, "张三", HERE)


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(Unsealable):
        open_sealed(RING, seal(RING, "张三", HERE), b"identity:43")


def test_no_single_altered_byte_goes_unnoticed():
    sealed = seal(RING, "张三", HERE)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(Unsealable):
            open_sealed(RING, bytes(altered), HERE)


@pytest.mark.parametrize("size", [0, 1, 12, 28, 30])
def test_a_value_cut_short_does_not_open(size: int):
    with pytest.raises(Unsealable):
        open_sealed(RING, seal(RING, "张三", HERE)[:size], HERE)


def test_another_key_does_not_open():
    with pytest.raises(Unsealable):
        open_sealed({1: b"fedcba9876543210"}, seal(RING, "张三", HERE), HERE)


def test_an_unknown_key_number_does_not_open():
    with pytest.raises(Unsealable):
        open_sealed({2: RING[1]}, seal(RING, "张三", HERE), HERE)


def test_a_database_may_hand_over_a_memoryview():
    assert open_sealed(RING, memoryview(seal(RING, "张三", HERE)), HERE) == "张三"


def test_the_newest_key_seals_and_the_older_still_opens():
    both = {**RING, 2: b"fedcba9876543210"}
    old = seal(RING, "张三", HERE)
    assert seal(both, "李四", HERE)[0] == 2
    assert open_sealed(both, old, HERE) == "张三"


def test_a_phone_is_found_by_its_blind_value():
    assert blind(KEY, "13800001234") == blind(KEY, "13800001234")
    assert blind(KEY, "13800001234") != blind(KEY, "13800001235")
    assert blind(KEY, "13800001234") != blind(b"q" * 32, "13800001234")
    assert len(blind(KEY, "")) == 32


def test_a_signature_is_hmac_sm3_over_framed_parts():
    framed = b"\0" * 7 + b"\x02ab" + b"\0" * 7 + b"\x01c"
    assert mac(KEY, b"ab", b"c") == hmac.digest(KEY, framed, "sm3")


@given(st.lists(st.binary(max_size=12), max_size=5), st.lists(st.binary(max_size=12), max_size=5))
def test_different_parts_never_sign_alike(one: list[bytes], other: list[bytes]):
    assert (mac(KEY, *one) == mac(KEY, *other)) == (one == other)


def test_moving_a_byte_across_parts_changes_the_signature():
    assert mac(KEY, b"ab", b"c") != mac(KEY, b"a", b"bc") != mac(KEY, b"abc")


def test_signatures_are_compared_without_telling():
    assert same(mac(KEY, b"a"), mac(KEY, b"a"))
    assert not same(mac(KEY, b"a"), mac(KEY, b"b"))


@given(st.binary(min_size=1, max_size=100), st.binary(max_size=300))
def test_a_system_without_sm3_signs_the_same(key: bytes, message: bytes):
    assert crypto._sign_elsewhere(key, message) == crypto._sign_here(key, message)


def test_a_system_without_sm3_is_noticed(monkeypatch: pytest.MonkeyPatch):
    def unsupported(*args: object, **options: object) -> None:
        raise ValueError("unsupported hash type sm3")

    monkeypatch.setattr(hashlib, "new", unsupported)
    assert crypto._signer() is crypto._sign_elsewhere


def opened(keys: Keys) -> tuple[object, ...]:
    return dict(keys.identity), keys.index, keys.chain, keys.session


def test_the_first_start_makes_the_keys_and_the_second_reads_them(tmp_path: Path):
    first = Keys.load_or_make(tmp_path / "keys")
    assert opened(Keys.load_or_make(tmp_path / "keys")) == opened(first)
    assert [len(first.identity[1]), len(first.index), len(first.chain), len(first.session)] == [16, 32, 32, 32]
    assert len({first.index, first.chain, first.session}) == 3


def test_only_the_owner_may_read_the_keys(tmp_path: Path):
    Keys.load_or_make(tmp_path / "keys")
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_many_starting_at_once_agree_and_leave_no_drafts(tmp_path: Path):
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: opened(Keys.load_or_make(tmp_path / "keys")), range(64)))
    assert all(keys == found[0] for keys in found)
    assert len(list((tmp_path / "keys").iterdir())) == len(crypto.SIZES)


def test_a_missing_key_is_not_replaced_in_silence(tmp_path: Path):
    Keys.load_or_make(tmp_path)
    (tmp_path / "identity-1.key").unlink()
    with pytest.raises(ValueError, match="identity key"):
        Keys.load(tmp_path)


def test_a_damaged_key_is_told(tmp_path: Path):
    Keys.load_or_make(tmp_path)
    (tmp_path / "chain-1.key").chmod(0o600)
    (tmp_path / "chain-1.key").write_bytes(b"short")
    with pytest.raises(ValueError, match="chain key"):
        Keys.load_or_make(tmp_path)


def test_a_new_identity_key_leaves_the_old_values_readable(tmp_path: Path):
    old = seal(Keys.load_or_make(tmp_path).identity, "张三", HERE)
    keys = add_identity_key(tmp_path)
    assert sorted(keys.identity) == [1, 2]
    assert seal(keys.identity, "张三", HERE)[0] == 2
    assert open_sealed(keys.identity, old, HERE) == "张三"


def test_keys_are_not_printed(tmp_path: Path):
    keys = Keys.load_or_make(tmp_path)
    assert str(keys.index) not in repr(keys)
    assert "\\x" not in repr(keys)
