"""Human words: cleaned, found again, compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kit.text import alike, bigrams, clean, digest_of_words, query_terms, similarity, title_of

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates too


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str):
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_cleaned_text_can_be_stored_anywhere(text: str):
    cleaned = clean(text)
    cleaned.encode()
    assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in cleaned)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\n\t\t\t\n\t\t\t路灯坏了\n\t\t\t", "路灯坏了"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("一段\n\n\n\n\n二段", "一段\n\n二段"),
        ("\u3000\u3000您好\u3000路灯", "您好 路灯"),
        ("张\x00三\x07", "张三"),
        ("\u202eevil\u202c\u200f", "evil"),
        ("\ufeff标题\u200b", "标题"),
        ("门牌１２３号Ａ座", "门牌123号A座"),
        ("你好，（急）！？：；“水”", "你好，（急）！？：；“水”"),
        ("谢谢😀👨‍👩‍👧🇨🇳❤️", "谢谢😀👨‍👩‍👧🇨🇳❤️"),
        ("坏\ud800字", "坏字"),
        ("𠮷野家", "𠮷野家"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_the_wording_stays_and_the_clutter_goes(raw: str, cleaned: str):
    assert clean(raw) == cleaned


def test_search_terms_are_pairs_and_whole_words():
    assert bigrams("A3区路灯坏了, LED 12345") == ["a3", "区路", "路灯", "灯坏", "坏了", "led", "12345"]


def test_pairs_do_not_cross_punctuation():
    assert bigrams("路灯，坏了") == ["路灯", "坏了"]


def test_a_character_alone_is_kept_only_where_it_stands_alone():
    assert bigrams("A区") == ["a", "区"]
    assert query_terms("A区") == ["a"]
    assert query_terms("水") == ["水"]


def test_a_query_finds_its_words_in_any_width_and_case():
    assert query_terms("ＬＥＤ路灯 路灯") == ["led", "路灯"]


def test_nothing_to_search_for_gives_no_terms():
    assert query_terms(" ，。！ ") == bigrams("") == []


def test_rare_characters_are_found():
    assert bigrams("𠮷野家〇") == ["𠮷野", "野家", "家〇"]


@given(st.text(alphabet="路灯坏了水电abc12 ，", max_size=30), st.text(alphabet="路灯坏了水电", min_size=2, max_size=6))
def test_what_is_written_in_the_middle_is_found(around: str, sought: str):
    assert set(query_terms(sought)) <= set(bigrams(f"{around}{sought}{around}"))


@given(ANY_TEXT)
def test_no_text_breaks_the_search(text: str):
    assert all(term and term.encode() for term in [*bigrams(text), *query_terms(text)])


def test_the_same_words_have_the_same_digest_however_spaced():
    first = digest_of_words("\n\t\t路灯 坏了\u3000三个月ＡＢ\n")
    assert first == digest_of_words("路灯坏了三个月ab")
    assert first != digest_of_words("路灯坏了四个月ab")
    assert len(first) == 32


@given(ANY_TEXT)
def test_cleaning_does_not_change_the_digest(text: str):
    assert digest_of_words(clean(text)) == digest_of_words(text)


def test_similar_messages_are_more_alike_than_different_ones():
    lamp = "幸福路三号院门口的路灯坏了三个月没人修"
    again = "幸福路3号院门口路灯坏了三个月，一直没人修！"
    assert similarity(lamp, again) > 0.6 > 0.1 > similarity(lamp, "请问今年的社保什么时候缴费")


@given(st.text(), st.text())
def test_likeness_is_mutual_and_between_nothing_and_one(first: str, second: str):
    assert 0 <= similarity(first, second) == similarity(second, first) <= 1
    assert not bigrams(first) or similarity(first, first) == 1


def test_two_empty_texts_are_not_alike():
    assert similarity("", "") == alike(frozenset(), frozenset()) == 0


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("门口路灯坏了三个月。请尽快维修。", "门口路灯坏了三个月"),
        ("胡书记，您好！\n我家停水两天了！", "我家停水两天了"),
        ("尊敬的领导：您好，小区停电了", "小区停电了"),
        ("你好", "你好"),
        ("请问12345.6元怎么算", "请问12345.6元怎么算"),
        ("", ""),
        ("。。。", ""),
    ],
)
def test_a_title_is_the_first_sentence_that_says_something(body: str, title: str):
    assert title_of(body) == title


def test_a_long_sentence_is_cut():
    assert title_of("很" * 7000) == "很" * 39 + "…"
    assert title_of("很" * 40) == "很" * 40


@given(ANY_TEXT, st.integers(1, 60))
def test_a_title_fits_on_one_line(text: str, limit: int):
    title = title_of(text, limit)
    assert len(title) <= limit
    assert "\n" not in title
