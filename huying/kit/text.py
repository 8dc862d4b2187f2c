"""Human words 文字: cleaning what people type, finding it again, and telling when two say the same."""

import hashlib
import re
import unicodedata
from itertools import pairwise

from huying.kit.letters import UNSEEN, folded
from huying.kit.moment import moment
from huying.kit.phone import mask_name, mask_phone, mask_words, phone

__all__ = [
    "alike",
    "bigrams",
    "clean",
    "digest_of_words",
    "mask_name",
    "mask_phone",
    "mask_words",
    "moment",
    "phone",
    "query_terms",
    "similarity",
    "title_of",
]

WIDE = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code).isalnum()}
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
ROUND_BREAKS = re.compile(" ?\n ?")
GAPS = re.compile("\n{3,}")

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
ALONE = re.compile(rf"[{HAN}]")
SENTENCES = re.compile("[。！？!?；;…\n]+")
GREETING = re.compile(
    r"""(?:尊敬的[^,，:：]{1,16}(?:[,，:：\s]+|$))?
    (?:[^,，:：]{0,8}[,，:：]?\s*[你您]们?好(?:[,，:：\s]+|$))?""",
    re.X,
)


def clean(text: str) -> str:
    """Tidy any human input: widths, breaks and blanks made even, what cannot be seen removed; wording stays."""
    text = UNSEEN.sub("", BREAKS.sub("\n", text)).translate(WIDE)
    text = unicodedata.normalize("NFC", BLANKS.sub(" ", text))
    return GAPS.sub("\n\n", ROUND_BREAKS.sub("\n", text)).strip(" \n")


def bigrams(text: str) -> list[str]:
    """Cut text into search terms: each pair of neighbouring characters, and each Latin word or number whole."""
    terms: list[str] = []
    for run in RUNS.findall(folded(text).casefold()):
        terms += [run] if len(run) == 1 or not ALONE.match(run) else map("".join, pairwise(run))
    return terms


def query_terms(text: str) -> list[str]:
    """Cut a query into distinct terms; a character alone beside others is left out, for it is indexed in pairs."""
    terms = list(dict.fromkeys(bigrams(text)))
    return [term for term in terms if not ALONE.fullmatch(term)] or terms


def digest_of_words(text: str) -> str:
    """Give a key that is equal for the same words, however spaced, broken or wide (32 characters)."""
    return hashlib.sha256("".join(folded(text).casefold().split()).encode()).hexdigest()[:32]


def similarity(first: str, second: str) -> float:
    """Tell how much two texts share, from 0 to 1."""
    return alike(frozenset(bigrams(first)), frozenset(bigrams(second)))


def alike(first: frozenset[str], second: frozenset[str]) -> float:
    """Tell how much two sets of terms share (Dice): for one text against many, cut each only once."""
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def title_of(text: str, limit: int = 40) -> str:
    """Take the first sentence that says something, without its greeting, as the title."""
    sentences = [sentence.strip() for sentence in SENTENCES.split(clean(text))]
    said = (GREETING.sub("", sentence, count=1).strip(" ,，:：") for sentence in sentences)
    title = next((words for words in [*said, *sentences] if words), "")
    return title if len(title) <= limit else f"{title[: limit - 1]}…"
