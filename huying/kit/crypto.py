"""Keys and what is done with them 密钥: SM4-GCM seals personal facts, HMAC-SM3 signs the ledger and blinds phones."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC

SIZES = {"identity": 16, "index": 32, "chain": 32, "session": 32}
NONCE = 12
TAG = 16

Ring = Mapping[int, bytes]


class Unsealable(ValueError):
    """封存无法打开 · the value was altered, moved from its place, or sealed with a key we do not have."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """密钥 · made at the first start, kept outside the database; every older identity key still opens."""

    identity: Ring
    index: bytes
    chain: bytes
    session: bytes

    @classmethod
    def load_or_make(cls, path: Path) -> "Keys":
        """Read the keys of a directory and make those that are missing; safe when two processes start at once."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for purpose, size in SIZES.items():
            _make(path / f"{purpose}-1.key", size)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "Keys":
        """Read the keys of a directory; a missing one is an error, for what it sealed could never be opened."""
        rings = {purpose: _ring(path, purpose, size) for purpose, size in SIZES.items()}
        newest = {purpose: ring[max(ring)] for purpose, ring in rings.items()}
        return cls(rings["identity"], newest["index"], newest["chain"], newest["session"])


def add_identity_key(path: Path) -> Keys:
    """换钥 · make the next identity key: it seals from now on, the older ones go on opening."""
    following = max(Keys.load(path).identity) + 1
    _make(path / f"identity-{following}.key", SIZES["identity"])
    return Keys.load(path)


def seal(ring: Ring, plain: str, bound: bytes) -> bytes:
    """封存 · encrypt with the newest key; `bound` names the place the value belongs to."""
    number, nonce = max(ring), secrets.token_bytes(NONCE)
    head = bytes([number])
    sealing = Cipher(algorithms.SM4(ring[number]), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(head + bound)
    body = sealing.update(plain.encode()) + sealing.finalize()
    return head + nonce + body + sealing.tag


def open_sealed(ring: Ring, sealed: bytes, bound: bytes) -> str:
    """启封 · decrypt; raise `Unsealable` unless every byte and the place are as they were."""
    sealed = bytes(sealed)  # a database may hand over a memoryview
    if len(sealed) < 1 + NONCE + TAG or sealed[0] not in ring:
        raise Unsealable("no key opens this value")
    head, nonce, body, tag = sealed[:1], sealed[1 : 1 + NONCE], sealed[1 + NONCE : -TAG], sealed[-TAG:]
    opening = Cipher(algorithms.SM4(ring[head[0]]), modes.GCM(nonce, tag)).decryptor()
    opening.authenticate_additional_data(head + bound)
    try:
        return (opening.update(body) + opening.finalize()).decode()
    except InvalidTag as error:
        raise Unsealable("the value was altered or moved") from error


def blind(key: bytes, text: str) -> str:
    """盲索引 · a keyed digest by which equal values are found without being readable (32 characters)."""
    return mac(key, text.encode()).hex()[:32]


def mac(key: bytes, *parts: bytes) -> bytes:
    """签章 · sign parts with HMAC-SM3; each carries its length, so no other cut of the same bytes signs alike."""
    return _sign(key, b"".join([len(part).to_bytes(8, "big") + part for part in parts]))


def same(first: bytes, second: bytes) -> bool:
    """Compare two signatures in a time that tells nothing."""
    return hmac.compare_digest(first, second)


def _sign_here(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sm3")


def _sign_elsewhere(key: bytes, message: bytes) -> bytes:
    signing = HMAC(key, hashes.SM3())
    signing.update(message)
    return signing.finalize()


def _signer() -> Callable[[bytes, bytes], bytes]:
    """Choose Python's own SM3, four times as fast; where the system was built without it, cryptography's."""
    try:
        hashlib.new("sm3", usedforsecurity=True)
    except ValueError:
        return _sign_elsewhere
    return _sign_here


_sign = _signer()


def _ring(path: Path, purpose: str, size: int) -> dict[int, bytes]:
    """Read all keys of a purpose by their number."""
    ring = {int(file.stem.rpartition("-")[2]): file.read_bytes() for file in path.glob(f"{purpose}-*.key")}
    if not ring or any(len(key) != size for key in ring.values()) or not all(0 < number < 256 for number in ring):
        raise ValueError(f"the {purpose} key in {path} is missing or damaged")
    return ring


def _make(file: Path, size: int) -> None:
    """Make a key file whole or not at all; the first of two rivals wins and both read the same bytes."""
    if file.exists():
        return
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_bytes(size))
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, file)
        _settle(file.parent)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _settle(directory: Path) -> None:
    """Make the directory's new name survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
