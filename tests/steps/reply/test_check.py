"""A reply answers the request, names nobody else, and promises nothing without a date."""

import pytest

from huying.steps.reply.check import NAMES_SOMEBODY, OFF_THE_POINT, SAY_MORE, WHEN, faults

REQUEST = "村口到小学的路灯不亮，孩子放学走夜路不安全。"


@pytest.mark.parametrize(
    ("reply", "wrong"),
    [
        ("村口九盏路灯的线路已换好，当晚全部恢复照明。", []),
        ("已办。", [SAY_MORE, OFF_THE_POINT]),
        ("路灯已修，有事请找老王，电话 13800001234，随时可以联系他。", [NAMES_SOMEBODY]),
        ("村口路灯的问题我们已经知道，将尽快安排维修。", [WHEN]),
        ("村口路灯的问题我们已经知道，将于11月30日前完成维修。", []),
        ("村口路灯将在3个工作日内修复，届时电话告诉您。", []),
        ("您反映的自来水管道已经更换完毕，水压恢复正常。", [OFF_THE_POINT]),
        ("路灯已查看。我们会尽快处理。9月30日前另行告知您结果。", [WHEN]),
    ],
)
def test_a_reply_is_checked_before_it_is_sent(reply: str, wrong: list[object]) -> None:
    assert faults(reply, REQUEST) == [str(words) for words in wrong]


def test_nothing_to_compare_with_is_no_fault_of_the_reply() -> None:
    assert faults("村口九盏路灯的线路已换好，当晚全部恢复照明。", "") == []
