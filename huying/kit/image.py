"""照片 · a resident's picture is verified, freed of everything it says about its maker, and made small.

Where and when it was taken is read out first, into fields of its own: the page that stores them decides who sees them.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, BinaryIO, Final

from PIL import ExifTags, Image, ImageOps

TOO_LARGE: Final = "照片超过 %(megabytes)s MB，请用手机相册压缩或截图后再上传"
TOO_MANY_PIXELS: Final = "照片的尺寸过大，请缩小到 %(megapixels)s00 万像素以内再上传"
NO_PHOTO: Final = "这不是照片，或者照片没有传完，请重新拍照或选择后再上传"
EMPTY: Final = "照片是空的，请重新拍照或选择后再上传"
APPLE_FORMAT: Final = "暂不支持 HEIC 照片，请在手机的相机设置里选择“兼容性最佳”，或截图后再上传"

WORDS: Final = (TOO_LARGE, TOO_MANY_PIXELS, NO_PHOTO, EMPTY, APPLE_FORMAT)

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_APPLE: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")
_LONG_SIDE: Final = 1600
_THUMB_SIDE: Final = 320
_AIMED_BYTES: Final = 400 * 1024
_STEPS: Final = ((1600, 82), (1600, 72), (1600, 62), (1600, 50), (1280, 50), (1024, 45))
_HOSTILE: Final = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, EOFError)
_DECODING: Final = Lock()


class NotAPhoto(Exception):
    """不是照片 · the upload cannot be taken; `words` is a message id and `values` fill it."""

    def __init__(self, words: str, **values: int) -> None:
        super().__init__(words % values if values else words)
        self.words = words
        self.values = values


@dataclass(frozen=True, slots=True)
class Bounds:
    """界限 · how heavy and how wide an upload may be."""

    upload_bytes: int = 20 * 2**20
    pixels: int = 50_000_000


DEFAULT: Final = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """照片 · clean pixels, and beside them when (the camera's own clock) and where (WGS 84) they were taken."""

    jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None
    place: tuple[float, float] | None
    digest: str


def photo(upload: bytes | BinaryIO, *, bounds: Bounds = DEFAULT) -> Photo:
    """收照片 · verify, read place and time, turn upright, drop all metadata, shrink."""
    content = _content(upload, bounds)
    with _DECODING:
        opened = _opened(content, bounds)
        taken_at, place = _taken_at(opened), _place(opened)
        clean = _clean(opened)
        jpeg, width, height = _small(clean)
    digest = hashlib.sha256(jpeg).hexdigest()
    return Photo(jpeg=jpeg, width=width, height=height, taken_at=taken_at, place=place, digest=digest)


def thumb(jpeg: bytes) -> bytes:
    """缩略图 · a picture of ours, at most 320 px on its long side."""
    with _DECODING:
        picture = _clean(_opened(jpeg, DEFAULT), _THUMB_SIDE)
    return _encoded(picture, 75)


def _content(upload: bytes | BinaryIO, bounds: Bounds) -> bytes:
    """Never more of an upload in memory than may be taken."""
    content = upload if isinstance(upload, bytes) else upload.read(bounds.upload_bytes + 1)
    if not content:
        raise NotAPhoto(EMPTY)
    if len(content) > bounds.upload_bytes:
        raise NotAPhoto(TOO_LARGE, megabytes=bounds.upload_bytes // 2**20)
    if content[4:12] in _APPLE:
        raise NotAPhoto(APPLE_FORMAT)
    return content


def _opened(content: bytes, bounds: Bounds) -> Image.Image:
    """Only the header is read here; the pixels are counted before any is decoded."""
    too_many = NotAPhoto(TOO_MANY_PIXELS, megapixels=bounds.pixels // 1_000_000)
    try:
        opened = Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise too_many from fault
    except (*_HOSTILE, struct.error) as fault:
        raise NotAPhoto(NO_PHOTO) from fault
    if opened.width * opened.height > bounds.pixels:
        raise too_many
    return opened


def _clean(opened: Image.Image, side: int = _LONG_SIDE) -> Image.Image:
    """Upright pixels on a new sheet: nothing the file carried beside them comes along."""
    try:
        opened.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
        upright = _upright(opened).convert("RGBA" if _see_through(opened) else "RGB")
    except (*_HOSTILE, struct.error, Image.DecompressionBombError) as fault:
        raise NotAPhoto(NO_PHOTO) from fault
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    return sheet


def _upright(opened: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(opened)
    except (*_HOSTILE, struct.error):
        return opened


def _see_through(opened: Image.Image) -> bool:
    return opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info


def _small(picture: Image.Image) -> tuple[bytes, int, int]:
    """Step down until it is light enough for a village's network; the last step is taken as it is."""
    for side, quality in _STEPS:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        jpeg = _encoded(picture, quality)
        if len(jpeg) <= _AIMED_BYTES:
            break
    return jpeg, picture.width, picture.height


def _encoded(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _taken_at(opened: Image.Image) -> datetime | None:
    """The camera's clock has no zone; the door that receives the photo knows which one is meant."""
    try:
        exif = opened.getexif()
        text = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except (*_HOSTILE, struct.error):
        return None


def _place(opened: Image.Image) -> tuple[float, float] | None:
    try:
        gps = opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        north = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef), "S")
        east = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef), "W")
    except (*_HOSTILE, struct.error):
        return None
    on_earth = -90 <= north <= 90 and -180 <= east <= 180 and (north, east) != (0, 0)
    return (round(north, 7), round(east, 7)) if on_earth else None


def _degrees(parts: Any, side: object, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    angle = degrees + minutes / 60 + seconds / 3600
    return -angle if str(side).strip("\0 ").upper() == negative else angle
