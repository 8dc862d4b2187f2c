"""紧急敏感词 · words that cannot wait: what they mean, and whom to call at once (RULES §1). Data: the list is the rule."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.kit.letters import folded


@dataclass(frozen=True, slots=True)
class Alarm:
    """A class of urgent matters. `call` is the number to ring now, empty where nobody's life hangs on it."""

    code: str
    label: str | Promise
    call: str
    spelled: str

    @property
    def words(self) -> list[str]:
        return self.spelled.split()


# fmt: off
ALARMS: tuple[Alarm, ...] = (
    Alarm("fire", _("火情、险情"), "119", "着火 起火 失火 火灾 爆炸 冒浓烟 被困电梯 困在电梯 溺水 落水 塌方 坍塌 山体滑坡"),
    Alarm("gas", _("燃气泄漏"), "119", "燃气泄漏 煤气泄漏 天然气泄漏 漏气 煤气味 燃气味 煤气中毒 一氧化碳"),
    Alarm("life", _("人身伤病"), "120", "昏迷 晕倒 没有呼吸 大出血 流血不止 心梗 抽搐 触电 喝农药 割腕 生命危险"),
    Alarm("crime", _("违法侵害"), "110", "持刀 砍人 抢劫 绑架 拐卖 强奸 家暴 家庭暴力 打人 打架 斗殴 入室 跟踪我 非法拘禁"),
    Alarm("threat", _("扬言、轻生"), "110", "扬言 自杀 轻生 跳楼 跳河 不想活 同归于尽 报复社会 炸掉 杀人 杀了"),
    Alarm("traffic", _("交通事故"), "122", "车祸 交通事故 撞人 撞车 肇事逃逸"),
    Alarm("health", _("公共卫生"), "", "食物中毒 集体中毒 疫情 传染病 集体腹泻 疯狗 狂犬"),
    Alarm("water", _("供水"), "", "停水 断水 家里没水 水管爆 爆管 水污染"),
    Alarm("power", _("供电"), "", "停电 断电 家里没电 电线掉 电线落 漏电"),
    Alarm("supply", _("供气"), "", "停气 断气 家里没气"),
    Alarm("heating", _("供暖"), "", "停暖 暖气不热 没暖气 没有暖气 暖气冰凉"),
)
# fmt: on


def alarms_in(text: str) -> list[Alarm]:
    """敏感提示 · the classes that a text touches, in the order of the list."""
    said = folded(text)
    return [alarm for alarm in ALARMS if any(word in said for word in alarm.words)]


def calls_for(text: str) -> list[Alarm]:
    """Those of them for which somebody should ring now."""
    return [alarm for alarm in alarms_in(text) if alarm.call]
