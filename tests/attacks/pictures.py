"""图片语料 · pictures by script for the photo door: good, odd, broken, disguised, and made to bring a decoder down."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PIL import Image, PngImagePlugin

TAKEN, REFUSED, EITHER = "taken", "refused", "either"


@dataclass(frozen=True, slots=True)
class Shot:
    """One file, under the name a browser gives it, and what the door may do with it."""

    name: str
    make: Callable[[], bytes]
    fate: str


def drawn(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def saved(form: str, picture: Image.Image | None = None, **more: Any) -> bytes:
    out = io.BytesIO()
    (picture or drawn()).save(out, form, **more)
    return out.getvalue()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    made = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + made


def claims(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that says how large it is and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return png((b"IHDR", head), (b"IDAT", zlib.compress(body or bytes(500))), (b"IEND", b""))


def _with(extra: tuple[bytes, bytes]) -> bytes:
    """A small good PNG with one more chunk after its head."""
    plain = saved("PNG")
    cut = 8 + 25
    body = struct.pack(">I", len(extra[1])) + extra[0] + extra[1] + struct.pack(">I", zlib.crc32(extra[0] + extra[1]))
    return plain[:cut] + body + plain[cut:]


def _good() -> Iterator[Shot]:
    for form, modes in {
        "JPEG": "L RGB CMYK",
        "PNG": "1 L LA P RGB RGBA I;16",
        "WEBP": "RGB RGBA",
        "GIF": "L P",
    }.items():
        for mode in modes.split():
            yield Shot(f"good-{form}-{mode.replace(';', '')}", partial(_of_mode, form, mode), TAKEN)
    for width, height in ((1, 1), (1, 4000), (4000, 1), (3000, 2000)):
        yield Shot(f"good-{width}x{height}", partial(_of_size, width, height), TAKEN)
    yield Shot("good-progressive", lambda: saved("JPEG", progressive=True), TAKEN)
    yield Shot(
        "good-animation", lambda: saved("GIF", drawn("P"), save_all=True, append_images=[drawn("P")] * 40), TAKEN
    )
    yield Shot("good-with-a-tail", lambda: saved("JPEG") + b"<script>alert(1)</script><?php die(); ?>" * 40, TAKEN)
    yield Shot("good-text-chunk", lambda: saved("PNG", pnginfo=_text("<img src=x onerror=alert(1)>")), EITHER)


def _of_mode(form: str, mode: str) -> bytes:
    return saved(form, drawn(mode))


def _of_size(width: int, height: int) -> bytes:
    return saved("JPEG", drawn(size=(width, height)))


def _text(words: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", words)
    info.add_itxt("Comment", words, zip=True)
    return info


def _bombs() -> Iterator[Shot]:
    sizes = ((20_000, 10_000), (9_000, 9_000), (60_000, 60_000), (2**31 - 1, 1), (1, 2**31 - 1), (50_000_001, 1))
    for width, height in sizes:
        yield Shot(f"bomb-{width}x{height}", partial(claims, width, height), REFUSED)
    yield Shot("bomb-rows", lambda: claims(6000, 6000, bytes(40_000_000)), EITHER)
    yield Shot("bomb-ztxt", lambda: _with((b"zTXt", b"k\0\0" + zlib.compress(bytes(80_000_000), 9))), EITHER)
    yield Shot("bomb-iccp", lambda: _with((b"iCCP", b"k\0\0" + zlib.compress(bytes(80_000_000), 9))), EITHER)
    yield Shot("bomb-itxt", lambda: _with((b"iTXt", b"k\0\1\0\0\0" + zlib.compress(bytes(80_000_000), 9))), EITHER)
    yield Shot("bomb-gif", lambda: b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"\x3b", REFUSED)
    yield Shot("bomb-gif-frame", lambda: _gif_frame(65535), EITHER)
    yield Shot("bomb-jpeg-header", lambda: _resized(saved("JPEG"), 65500, 65500), REFUSED)
    yield Shot("bomb-heavy", lambda: b"\xff\xd8\xff\xe0" + bytes(21 * 2**20), REFUSED)


def _gif_frame(side: int) -> bytes:
    """The screen is small, its frame is not."""
    plain = bytearray(saved("GIF", drawn("P", (4, 4))))
    at = plain.index(b",")
    plain[at + 5 : at + 9] = struct.pack("<HH", side, side)
    return bytes(plain)


def _resized(jpeg: bytes, width: int, height: int) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


FALSE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg-entity": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "gif-script": b"GIF89a/*<script>*/=1;alert(1)//",
    "php": b"\xff\xd8\xff\xe0<?php system($_GET['c']); ?>",
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (r) file\n",
    "zip": b"PK\x03\x04" + bytes(200),
    "elf": b"\x7fELF" + bytes(200),
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "mvg": b"push graphic-context\nimage over 0,0 0,0 'https://example.com/x.png'\npop graphic-context",
    "heic": b"\0\0\0\x18ftypheic" + bytes(100),
    "avif": b"\0\0\0\x18ftypavif" + bytes(100),
    "mp4": b"\0\0\0\x18ftypmp42" + bytes(100),
    "psd": b"8BPS\0\x01" + bytes(100),
    "empty": b"",
    "one byte": b"\xff",
    "newline": b"\r\n",
    "nul": bytes(5000),
    "noise": random.Random(1).randbytes(9000),
    "text": "这不是照片".encode(),
    "gb": "这不是照片".encode("gb18030"),
    "xml": b"<?xml version='1.0'?><x/>",
    "csv": b"=cmd|'/c calc'!A0,1\n",
}


def _false() -> Iterator[Shot]:
    for name, content in FALSE.items():
        yield Shot(f"false-{name}", partial(bytes, content), REFUSED)
    for form in ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "SGI", "DDS", "JPEG2000"):
        yield Shot(f"false-{form}", partial(saved, form), REFUSED)


def _damaged() -> Iterator[Shot]:
    """Cut short, and with bytes turned over: each is taken or refused, none is a fault of ours."""
    for form in ("JPEG", "PNG", "WEBP", "GIF"):
        for share in (5, 30, 60, 90, 99):
            yield Shot(f"cut-{form}-{share}", partial(_cut, form, share), EITHER)
        for seed in range(7):
            yield Shot(f"turned-{form}-{seed}", partial(_turned, form, seed), EITHER)
    for number, junk in enumerate(
        (b"", b"\0" * 6, b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0" + b"\xff" * 500)
    ):
        yield Shot(f"exif-{number}", partial(saved, "JPEG", exif=junk), TAKEN)


def _cut(form: str, share: int) -> bytes:
    content = saved(form)
    return content[: len(content) * share // 100]


def _turned(form: str, seed: int) -> bytes:
    chance, turned = random.Random(seed), bytearray(saved(form))
    for _ in range(12):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


SHOTS = [*_good(), *_bombs(), *_false(), *_damaged()]
NAMES = (
    "../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/shadow", "照片\r\nX-Injected: 1.jpg", 'a"; filename="b.php',
    "a.php\0.jpg", "x" * 900 + ".jpg", "<img src=x onerror=alert(1)>.jpg", "=HYPERLINK(1).jpg", ".htaccess", "CON", "",
)  # fmt: skip
"""What a browser may say a file is called."""
