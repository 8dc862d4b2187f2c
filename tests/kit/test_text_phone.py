"""Telephone numbers as people write them, and what is hidden of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kit.text import mask_name, mask_phone, mask_words, phone


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800001234", "13800001234"),
        (" +86 138 0000 1234\n", "13800001234"),
        ("86-138-0000-1234", "13800001234"),
        ("008613800001234", "13800001234"),
        ("013800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("13800001234.0", "13800001234"),
        ("\u202d13800001234\u202c", "13800001234"),
        ("13800001234转8012", "13800001234-8012"),
        ("0316-5551234", "0316-5551234"),
        ("（0316）5551234", "0316-5551234"),
        ("+86 316 5551234", "0316-5551234"),
        ("3165551234.0", "0316-5551234"),
        ("03165551234", "0316-5551234"),
        ("010 6512 3456", "010-65123456"),
        ("0316-5551234-801", "0316-5551234-801"),
        ("0316-5551234转801", "0316-5551234-801"),
        ("0316—5551234 分机 801", "0316-5551234-801"),
        ("+86-0316-5551234-801", "0316-5551234-801"),
        ("5551234", "5551234"),
        ("5551234转0", "5551234-0"),
        ("138-0000-1234", "13800001234"),
        ("86123456", "86123456"),
        ("400-123-4567", "4001234567"),
        ("95598", "95598"),
        ("12345", "12345"),
        ("110", "110"),
        ("+852 9123 4567", "+85291234567"),
        ("", ""),
        ("  \n", ""),
        ("无", ""),
        ("不详", ""),
    ],
)
def test_every_usual_way_of_writing_is_read(written: str, number: str):
    assert phone(written) == number


@pytest.mark.parametrize("written", ["张三", "123", "1380000123", "12800001234", "000000000000", "1.38E+10", "9" * 40])
def test_what_cannot_be_a_number_is_refused_in_words(written: str):
    with pytest.raises(ValueError, match="不是电话号码"):
        phone(written)


def test_a_masked_number_is_refused_so_that_it_never_overwrites_the_real_one():
    with pytest.raises(ValueError, match="遮挡"):
        phone("138****1234")


def test_two_numbers_are_refused_in_words():
    with pytest.raises(ValueError, match="一个"):
        phone("13800001234/13900001234")


@given(st.text() | st.text(alphabet="0123456789+-() 转x.#", max_size=24))
def test_any_text_is_a_number_or_refused(text: str):
    try:
        number = phone(text)
    except ValueError:
        return
    assert phone(number) == number


@pytest.mark.parametrize(("name", "masked"), [("张三", "张**"), ("张", "张**"), ("", ""), (" 欧阳娜娜 ", "欧**")])
def test_a_masked_name_keeps_its_first_character_only(name: str, masked: str):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800001234", "138****1234"),
        ("0316-5551234", "0316-*****34"),
        ("95598", "***98"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_masked_number_hides_the_middle(number: str, masked: str):
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("我的电话13800001234，请回", "我的电话138****1234，请回"),
        ("电话１３８００００１２３４。", "电话138****1234。"),
        ("打138-0000-1234吧", "打138******1234吧"),
        ("座机0316-5551234", "座机031*****1234"),
        ("身份证131024199001011234", "身份证131***************"),
        ("13102419900101123X", "131***************"),
        ("老证131024900101123", "老证131************"),
        ("卡号6222020200112233445", "卡号622****************"),
        ("2019年3月起，工单20190228001", "2019年3月起，工单20190228001"),
        ("楼栋12号3单元1801", "楼栋12号3单元1801"),
        ("，。（ＡＢ）１２", "，。（ＡＢ）１２"),
    ],
)
def test_numbers_that_belong_to_a_person_are_hidden_in_free_text(words: str, masked: str):
    assert mask_words(words) == masked


@given(st.text(), st.text(alphabet="，。 路灯", min_size=1))
def test_a_mobile_number_is_hidden_wherever_it_stands(around: str, edge: str):
    assert "13800001234" not in mask_words(f"{around}{edge}13800001234{edge}{around}")
