"""照片 · kept under a random name, given to one line, swept when its words never come."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from huying.case import pictures
from huying.case.models import Photo
from huying.case.who import RESIDENT
from huying.kit.image import NotAPhoto
from huying.steps.intake.supplement import supplement
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)


def jpeg(colour: str = "green", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG", **more)
    return out.getvalue()


def camera() -> bytes:
    """A photo that says where and when it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 12.0, 0.0), 3: "E", 4: (116.0, 24.0, 0.0)})
    exif.get_ifd(0x8769).update({0x9003: "2026:09:24 20:15:00"})
    return jpeg(exif=exif.tobytes())


@pytest.mark.django_db
def test_a_photo_is_kept_whole_and_small() -> None:
    photo = pictures.keep(jpeg(), at=NINE)
    with Image.open(pictures.path_of(photo)) as picture:
        assert picture.size == (64, 48)
    assert pictures.path_of(photo, small=True).exists()


@pytest.mark.django_db
def test_names_say_nothing() -> None:
    one, other = pictures.keep(jpeg(), at=NINE), pictures.keep(jpeg(), at=NINE)
    assert one.key != other.key
    assert one.file != other.file
    assert one.key not in one.file
    assert len(one.key) >= 32


@pytest.mark.django_db
def test_where_and_when_go_into_fields_and_out_of_the_file() -> None:
    photo = pictures.keep(camera(), at=NINE)
    assert (photo.latitude, photo.longitude) == (40.2, 116.4)
    assert photo.taken_at == datetime(2026, 9, 24, 12, 15, tzinfo=UTC)
    with Image.open(pictures.path_of(photo)) as picture:
        assert not picture.getexif()


@pytest.mark.django_db
def test_what_is_no_photo_leaves_nothing_behind() -> None:
    with pytest.raises(NotAPhoto):
        pictures.keep(b"<svg onload=alert(1)>", at=NINE)
    assert not Photo.objects.exists()


def test_a_photo_belongs_to_one_line(world: World) -> None:
    lamp, other = world.lamp(), world.lamp()
    photo = pictures.keep(jpeg(), at=NINE)
    supplement(lamp, words="", photos=[photo], by=RESIDENT, at=LATER)
    supplement(other, words="抢", photos=[photo], by=RESIDENT, at=LATER)
    photo.refresh_from_db()
    assert (photo.case, photo.seq) == (lamp, 2)
    assert lamp.entries.get(deed="supplemented").facts["photos"] == [photo.digest]


@pytest.mark.django_db
def test_waiting_photos_come_in_the_order_named_and_at_most_nine() -> None:
    kept = [pictures.keep(jpeg(), at=NINE) for _ in range(11)]
    keys = [photo.key for photo in reversed(kept)]
    assert [photo.key for photo in pictures.waiting([*keys, "unknown"])] == keys[:9]


def test_a_photo_that_was_given_waits_no_more(world: World) -> None:
    photo = pictures.keep(jpeg(), at=NINE)
    world.lamp(photos=[photo])
    assert pictures.waiting([photo.key]) == []


def test_photos_without_words_are_swept_after_a_day(world: World) -> None:
    stale, kept = pictures.keep(jpeg(), at=NINE), pictures.keep(jpeg(), at=NINE)
    world.lamp(photos=[kept])
    fresh = pictures.keep(jpeg(), at=NINE + timedelta(hours=20))
    assert pictures.sweep(NINE + timedelta(hours=25)) == 1
    assert not pictures.path_of(stale).exists()
    assert not pictures.path_of(stale, small=True).exists()
    assert pictures.path_of(kept).exists()
    assert Photo.objects.filter(pk__in=[kept.pk, fresh.pk]).count() == 2
