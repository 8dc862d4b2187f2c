"""Which column means what."""

import pytest

from huying.case.refused import Refused
from huying.steps.intake.imports import mapping
from huying.steps.intake.imports.fields import ALIASES, NEEDED, Field
from tests.steps.intake.imports.conftest import COLUMNS
from tests.world import NINE

RULES = """
工单编号=工单号/工单编码/编号/诉求编号/受理编号/留言编号; 类型=诉求类型/事项类型; 分类=问题类别/事项分类/诉求分类/来电类别/一级分类;
标题=主题/留言主题; 内容=诉求内容/反映内容/来电内容/问题描述/工单内容/投诉内容/主要内容/留言详情; 来电人=反映人/诉求人/联系人/留言用户;
电话=联系电话/联系方式/来电号码; 区=反映区/被反映区/区县; 街乡镇=被反映街乡镇/街道乡镇/所在街乡镇; 单位=承办单位/主办单位/办理单位/责任单位;
来电时间=受理时间/创建时间/登记时间/投诉时间/留言时间; 办结时间=完成时间/结案时间/答复时间; 办理结果=处理结果/答复意见;
地址=详细地址/发生地点/问题点位/小区点位; 是否联系=是否联系; 是否解决=是否解决; 是否满意=是否满意; 是否有效回访=是否有效回访;
是否纳入考核=是否纳入考核
"""
PAIRS = [pair.strip().split("=") for pair in RULES.replace("\n", "").split(";")]
WAYS = [(label, name) for label, names in PAIRS for name in (label, *names.split("/"))]


@pytest.mark.parametrize(("label", "name"), WAYS, ids=[name for _, name in WAYS])
def test_every_name_of_the_rules_is_known(label: str, name: str) -> None:
    assert {str(field.label) for field in mapping.propose([name, "别的列"]).values()} == {label}


def test_no_name_means_two_things() -> None:
    names = [name for names in ALIASES.values() for name in names]
    assert len(names) == len(set(names))


def test_every_field_has_names() -> None:
    assert set(ALIASES) == set(Field)


def test_strange_columns_are_kept_as_they_are() -> None:
    assert "点赞数" not in mapping.propose([*COLUMNS, "点赞数"])


def test_of_two_columns_with_one_meaning_the_better_name_is_taken() -> None:
    assert mapping.propose(["受理时间", "来电时间"]) == {"来电时间": Field.RECEIVED}


def test_the_source_is_named_by_the_header_whatever_its_order() -> None:
    name = mapping.default_source(COLUMNS)
    assert name == mapping.default_source(list(reversed(COLUMNS)))
    assert name.startswith("工单编号等5列-")
    assert name != mapping.default_source([*COLUMNS, "备注"])


@pytest.mark.parametrize("field", NEEDED)
def test_without_words_or_time_there_is_nothing_to_bring_in(field: Field) -> None:
    chosen = {name: meaning for name, meaning in mapping.propose(COLUMNS).items() if meaning != field}
    with pytest.raises(Refused, match=str(field.label)):
        mapping.check(chosen)


def test_one_meaning_is_not_given_twice() -> None:
    with pytest.raises(Refused, match="只留一列"):
        mapping.check(mapping.propose(COLUMNS) | {"备注": Field.CONTENT})


def test_what_a_person_settled_is_proposed_again_for_the_same_header(db: None) -> None:
    settled = mapping.propose(COLUMNS) | {"备注": Field.PLACE}
    columns = [*COLUMNS, "备注"]
    mapping.remember(columns, "市平台", settled, at=NINE)
    assert mapping.remembered(list(reversed(columns)), "市平台") == settled
    assert mapping.remembered(columns, "区平台") is None
    assert mapping.sources(columns) == ["市平台"]


def test_the_memory_keeps_the_latest_word(db: None) -> None:
    mapping.remember(COLUMNS, "市平台", {}, at=NINE)
    mapping.remember(COLUMNS, "市平台", mapping.propose(COLUMNS), at=NINE)
    assert mapping.remembered(COLUMNS, "市平台") == mapping.propose(COLUMNS)
