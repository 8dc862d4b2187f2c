"""Photos: what is taken, what is refused in words, and that nothing about the maker stays in the picture."""

import io
import random
import zlib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from huying.kit import image
from huying.kit.image import Bounds, NotAPhoto, photo, thumb

HOSTILE_EXIF = pytest.mark.filterwarnings("ignore::UserWarning")
"""Pillow warns of damaged metadata, and goes on."""

HUAIROU = ((40, 19, 12.0), (116, 37, 48.0))


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Grey, with a red left upper corner to tell up from down."""
    drawn = Image.new("RGB", (width, height), "grey")
    ImageDraw.Draw(drawn).rectangle((0, 0, width // 4, height // 4), fill="red")
    return drawn.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def saved(drawn: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    drawn.save(out, form, **options)
    return out.getvalue()


def exif(
    *, place: tuple[Any, Any] = HUAIROU, sides: str = "NE", taken: str = "2024:01:02 08:05:06", turn: int = 1
) -> Any:
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = turn
    told[ExifTags.Base.Make] = "某牌手机"
    told.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    gps = told.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = sides[0], place[0]
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = sides[1], place[1]
    return told


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def refused(content: bytes, **options: Any) -> str:
    with pytest.raises(NotAPhoto) as refusal:
        photo(content, **options)
    assert "%" not in str(refusal.value)
    return refusal.value.words


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_usual_forms_become_jpeg(form: str) -> None:
    taken = photo(saved(picture(), form))
    assert (opened(taken.jpeg).format, taken.width, taken.height) == ("JPEG", 64, 48)


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "I;16"])
def test_every_mode_of_pixels_becomes_jpeg(mode: str) -> None:
    drawn = picture(mode="L").convert("I").convert("I;16") if mode == "I;16" else picture(mode=mode)
    assert opened(photo(saved(drawn, "PNG")).jpeg).mode == "RGB"


def test_a_printers_colours_become_a_screens() -> None:
    assert opened(photo(saved(picture(mode="CMYK"))).jpeg).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    taken = photo(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert opened(taken.jpeg).getpixel((10, 10)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("white", "black")]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert opened(photo(moving).jpeg).getpixel((10, 10)) == (255, 255, 255)


def test_a_stream_is_taken_as_well_as_bytes() -> None:
    assert photo(io.BytesIO(saved(picture()))) == photo(saved(picture()))


def test_place_and_time_are_read_out() -> None:
    taken = photo(saved(picture(), exif=exif()))
    assert taken.taken_at == datetime.fromisoformat("2024-01-02T08:05:06")
    assert taken.place == (40.32, 116.63)


def test_south_and_west_are_negative() -> None:
    assert photo(saved(picture(), exif=exif(sides="SW"))).place == (-40.32, -116.63)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_place_is_read_from_other_forms_too(form: str) -> None:
    assert photo(saved(picture(), form, exif=exif())).place == (40.32, 116.63)


@pytest.mark.parametrize("place", [((0, 0, 0), (0, 0, 0)), ((91, 0, 0), (0, 0, 0)), ((1, 2), (1, 2))])
def test_a_place_that_is_none_is_left_out(place: Any) -> None:
    assert photo(saved(picture(), exif=exif(place=place))).place is None


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "昨天", "2024-01-02"])
def test_a_time_that_is_none_is_left_out(taken: str) -> None:
    assert photo(saved(picture(), exif=exif(taken=taken))).taken_at is None


def test_a_picture_without_metadata_has_neither_place_nor_time() -> None:
    taken = photo(saved(picture()))
    assert (taken.place, taken.taken_at) == (None, None)


@HOSTILE_EXIF
def test_broken_metadata_does_not_cost_the_photo() -> None:
    assert photo(saved(picture(), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)).place is None


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_picture_is_turned_upright(turn: int) -> None:
    upright = picture(80, 40)
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright if turn == 1 else upright.transpose(Image.Transpose(back[turn]))
    taken = photo(saved(stored, exif=exif(turn=turn), quality=95))
    corner: Any = opened(taken.jpeg).getpixel((4, 4))
    assert (taken.width, taken.height) == (80, 40)
    assert corner[0] > 200
    assert corner[1] < 80


def test_nothing_about_the_maker_stays() -> None:
    comment = {"comment": b"secret-comment", "xmp": b"<x:xmpmeta>secret-xmp</x:xmpmeta>", "icc_profile": b"secret-icc"}
    taken = photo(saved(picture(), exif=exif(), **comment))
    left = opened(taken.jpeg)
    assert not left.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(left.info)
    assert b"secret" not in taken.jpeg
    assert b"Exif" not in taken.jpeg


def test_text_hidden_in_a_png_does_not_stay() -> None:
    told = PngInfo()
    told.add_text("Comment", "secret")
    assert b"secret" not in photo(saved(picture(), "PNG", pnginfo=told)).jpeg


def test_what_hangs_behind_the_pixels_does_not_stay() -> None:
    assert b"<script>" not in photo(saved(picture()) + b"<script>alert(1)</script>PK\x03\x04").jpeg


def test_the_thumbnail_is_small_and_bare() -> None:
    small = opened(thumb(photo(saved(picture(2000, 1000), exif=exif())).jpeg))
    assert small.size == (320, 160)
    assert not small.getexif()


def test_a_large_photo_becomes_sixteen_hundred_pixels() -> None:
    taken = photo(saved(picture(4000, 3000)))
    assert (taken.width, taken.height) == (1600, 1200)
    assert len(taken.jpeg) <= 400 * 1024


def test_a_small_photo_is_not_enlarged() -> None:
    assert photo(saved(picture(10, 10))).width == 10


def test_a_busy_photo_is_stepped_down_until_it_is_light() -> None:
    taken = photo(saved(noise(1600, 1200), quality=95))
    assert taken.width < 1600
    assert len(taken.jpeg) <= 600 * 1024


def test_the_same_upload_has_the_same_digest_and_another_has_another() -> None:
    same, other = saved(picture()), saved(picture(65, 48))
    assert photo(same).digest == photo(same).digest != photo(other).digest


def test_sixty_megabytes_are_refused() -> None:
    assert refused(saved(picture()) + bytes(60 * 2**20)) == image.TOO_LARGE


def test_no_more_of_a_stream_is_read_than_may_be_taken() -> None:
    stream = io.BytesIO(bytes(60 * 2**20))
    with pytest.raises(NotAPhoto):
        photo(stream)
    assert stream.tell() == 20 * 2**20 + 1


def header_of(width: int, height: int) -> bytes:
    """A PNG that declares its size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 10_000), (10_000, 9_000), (7_100, 7_100), (60_000, 60_000)])
def test_too_many_pixels_are_refused_by_the_header_alone(size: tuple[int, int]) -> None:
    assert refused(header_of(*size)) == image.TOO_MANY_PIXELS


def test_the_words_name_the_limit() -> None:
    with pytest.raises(NotAPhoto, match="5000 万像素"):
        photo(header_of(20_000, 10_000))


def test_bounds_may_be_narrower() -> None:
    assert refused(saved(picture()), bounds=Bounds(pixels=100)) == image.TOO_MANY_PIXELS


JPEG = saved(picture(400, 300), quality=95)


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!DOCTYPE html><html><body>hello</body></html>",
        b"GIF89a/*<script>*/=1;alert(1)//",
        b"\xff\xd8\xff\xe0<?php system($_GET['c']); ?>",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(100),
        b"#!/bin/sh\nrm -rf /\n",
        JPEG[: len(JPEG) // 2],
        JPEG[:20],
        saved(picture(), "BMP"),
        saved(picture(), "TIFF"),
        saved(picture(), "ICO"),
        header_of(100, 100),
        random.Random(3).randbytes(4000),
    ],
    ids=lambda content: content[:12].hex(),
)
def test_a_photo_that_is_none_is_refused(content: bytes) -> None:
    assert refused(content) == image.NO_PHOTO


def test_an_empty_photo_is_refused() -> None:
    assert refused(b"") == image.EMPTY


def test_apples_own_form_is_refused_with_advice() -> None:
    assert refused(b"\0\0\0\x18ftypheic" + bytes(50)) == image.APPLE_FORMAT


def test_every_sentence_is_listed() -> None:
    spoken = {words for name, words in vars(image).items() if name.isupper() and isinstance(words, str)}
    assert spoken == set(image.WORDS)


@HOSTILE_EXIF
@settings(max_examples=150, deadline=None)
@given(
    place=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
    form=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]),
)
def test_any_damaged_photo_is_taken_or_refused(place: float, byte: int, form: str) -> None:
    content = bytearray(saved(picture(), form, **({} if form == "GIF" else {"exif": exif()})))
    content[int(place * len(content))] = byte
    try:
        assert opened(photo(bytes(content)).jpeg).format == "JPEG"
    except NotAPhoto as refusal:
        assert refusal.words in image.WORDS
