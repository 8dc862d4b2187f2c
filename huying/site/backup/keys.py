"""备份里的密钥 · left out on purpose: whoever holds a backup and the keys reads everything. On request they travel along, under
a passphrase. A fingerprint of each tells whether the keys of a place are those of a backup."""

import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.kit import crypto

NAME = "keys.sealed"
SALT, NONCE = 16, 12
SHORTEST = 12


def fingerprints(keys: Path) -> dict[str, str]:
    """Name → what tells it from any other key, and tells nothing else."""
    return {path.name: crypto.mac(path.read_bytes(), b"fingerprint").hex()[:16] for path in sorted(keys.glob("*.key"))}


def seal(keys: Path, target: Path, passphrase: str) -> None:
    """All keys into one file."""
    if len(passphrase) < SHORTEST:
        raise Refused(_("口令至少 %d 个字符。") % SHORTEST)
    plain = json.dumps({path.name: path.read_bytes().hex() for path in sorted(keys.glob("*.key"))})
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    target.write_bytes(salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain.encode(), b"huying keys"))
    target.chmod(0o600)


def unseal(source: Path, passphrase: str) -> dict[str, bytes]:
    """File name → key; refused when the passphrase is another one."""
    sealed = source.read_bytes()
    salt, nonce, body = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, body, b"huying keys")
    except InvalidTag as wrong:
        raise Refused(_("口令不对，或密钥文件已损坏。")) from wrong
    return {str(name): bytes.fromhex(key) for name, key in json.loads(plain).items()}


def read(keys: Path) -> dict[str, bytes]:
    """From a folder that somebody kept."""
    return {path.name: path.read_bytes() for path in sorted(keys.glob("*.key"))}


def install(found: dict[str, bytes], keys: Path) -> None:
    """In place of those that this empty place made for itself: they have opened nothing yet."""
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for stale in keys.glob("*.key"):
        stale.unlink()
    for name, key in found.items():
        path = keys / Path(name).name
        path.touch(mode=0o600)
        path.write_bytes(key)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
