"""事项清单 · sixty invented lines: what it is, by which words it is recognised, who leads, who helps, how long it may take."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from demo.places import TOWNS
from demo.units import OFFICES
from huying.directory.models import AreaLevel, LimitClass, Matter, MatterList, MatterUnit, Unit

BASIS = "《青禾区民生事项清单（演示）》"
VILLAGE, TOWN = "村居", "镇街"
LOCAL = {VILLAGE: AreaLevel.VILLAGE, TOWN: AreaLevel.TOWN}
"""属地主办 · led by whoever answers for the place."""

U, W, C = LimitClass.URGENT, LimitClass.UTILITY, LimitClass.COMPLEX


class Line(NamedTuple):
    """One matter. `leads` and `helps` name an agency, an office of each town, or 镇街; 村居 and 镇街 lead where the place is theirs."""

    name: str
    words: str
    leads: str
    helps: tuple[str, ...] = ()
    limit: LimitClass = LimitClass.GENERAL


L = Line
LINES: dict[str, tuple[Line, ...]] = {
    "市容环境": (
        L("生活垃圾清运", "垃圾 清运 垃圾桶 异味", VILLAGE, ("城管局",)),
        L("乱堆乱放", "堆放 杂物 柴草 渣土", VILLAGE),
        L("占道经营", "占道 摊位 摆摊 出店", "城管局", ("公安交通支队",)),
        L("露天焚烧", "焚烧 烧秸秆 烧垃圾 浓烟", TOWN, ("农业农村局",)),
        L("公厕管理", "公厕 厕所", TOWN),
        L("违规广告牌", "广告牌 招牌 灯箱", "城管局"),
    ),
    "公共设施": (
        L("路灯不亮", "路灯 照明 不亮", VILLAGE, ("城建办",)),
        L("井盖缺失", "井盖 窨井", "城管局", ("城建办",), U),
        L("道路破损", "坑洼 破损 路面 塌陷", "交通局", ("城建办",)),
        L("健身器材损坏", "健身器材 器材", VILLAGE),
        L("公交站亭", "站牌 站亭 候车", "交通局"),
        L("无障碍设施", "坡道 无障碍 扶手", "城建办", ("住建局",)),
    ),
    "水电气热": (
        L("停水报修", "停水 没水 断水 水压", "水务局", (), W),
        L("水质异常", "水质 发黄 水浑 异味水", "水务局", (), W),
        L("停电报修", "停电 没电 跳闸", "城市运行中心", (), W),
        L("供暖不热", "暖气 供暖 不热", "城市运行中心", (), W),
        L("燃气报修", "燃气 煤气 漏气", "城市运行中心", (), U),
        L("表箱管线", "电表箱 表箱 管线 线缆", "城市运行中心", ("城建办",)),
    ),
    "住房物业": (
        L("物业服务", "物业 物业费 保洁", "城建办", ("住建局",)),
        L("房屋漏雨", "漏雨 漏水 屋顶", VILLAGE, ("住建局",)),
        L("危房鉴定", "危房 裂缝 鉴定", "住建局", (), C),
        L("房产证办理", "房产证 不动产 办证", "住建局", (), C),
        L("电梯故障", "电梯 困人", "市场监管局", ("城建办",), U),
        L("小区停车", "车位 停车 停车场", "城建办", ("公安交通支队",)),
    ),
    "交通出行": (
        L("公交线路", "公交 班次 线路", "交通局"),
        L("信号灯故障", "红绿灯 信号灯", "公安交通支队", (), U),
        L("机动车违停", "违停 乱停 占道停车", "公安交通支队"),
        L("道路积水", "积水 排水 内涝", "水务局", ("交通局",)),
        L("村路硬化", "土路 硬化 修路", "交通局", (TOWN,), C),
        L("停车收费", "停车费 乱收费", "城管局"),
    ),
    "农业农村": (
        L("灌溉用水", "灌溉 浇地 水渠", "水务局", ("农业农村局",)),
        L("药害纠纷", "农药 除草剂 药害", "农业农村局", (TOWN,)),
        L("土地承包", "承包地 土地 确权", "农业农村局", (TOWN,), C),
        L("宅基地", "宅基地 建房 翻建", TOWN, ("农业农村局",)),
        L("养殖异味", "养殖 猪粪 鸡粪", "农业农村局", (TOWN,)),
        L("防汛排险", "塌方 滑坡 山洪 河堤", VILLAGE, ("水务局",), U),
    ),
    "社会保障": (
        L("低保申请", "低保 困难 救助", "民生办", ("民政局",)),
        L("养老助餐", "助餐 食堂 老人吃饭", "民生办", ("民政局",)),
        L("残疾人补贴", "残疾 补贴 残疾证", "民政局"),
        L("社保转移", "社保 养老保险 转移", "人社局"),
        L("拖欠工资", "工资 欠薪 拖欠", "人社局", (TOWN,)),
        L("就业培训", "就业 招工 培训", "人社局"),
    ),
    "市场消费": (
        L("食品安全", "变质 过期 吃坏 卫生", "市场监管局"),
        L("价格行为", "涨价 价格 多收", "市场监管局"),
        L("预付卡退费", "充值 退费 预付卡 关门", "市场监管局"),
        L("无证经营", "无证 执照 黑作坊", "市场监管局", ("城管局",)),
        L("假冒伪劣", "假货 假冒 伪劣", "市场监管局"),
        L("快递服务", "快递 驿站 丢件", "市场监管局"),
    ),
    "邻里安全": (
        L("邻里纠纷", "邻居 纠纷 吵架 院墙", VILLAGE),
        L("噪声扰民", "噪声 噪音 扰民 施工", VILLAGE, ("城管局",)),
        L("宠物扰民", "狗 猫 遛狗 咬人", VILLAGE),
        L("高空抛物", "高空 抛物 扔东西", VILLAGE, ("住建局",)),
        L("违法建设", "违建 私搭 乱建", "城管局", (TOWN,)),
        L("消防通道", "消防通道 飞线 充电", TOWN, ("城管局",), U),
    ),
    "文教卫生": (
        L("托育服务", "托育 托班 幼儿", "民生办"),
        L("疫苗接种", "疫苗 接种 打针", "民生办"),
        L("村卫生室", "卫生室 村医 看病", "民生办"),
        L("校园周边", "学校 校门 放学", TOWN, ("公安交通支队",)),
        L("文体活动", "广场舞 活动室 图书", VILLAGE),
        L("殡葬服务", "墓地 殡葬 骨灰", "民政局"),
    ),
}


def make_matters(units: dict[str, Unit], at: datetime) -> dict[str, Matter]:
    """Version 1 of the list; every line by its name."""
    listing = MatterList.objects.create(version=1, made_at=at, note="演示清单")
    made: dict[str, Matter] = {}
    answers: list[MatterUnit] = []
    for number, (group, lines) in enumerate(LINES.items(), start=1):
        top = Matter.objects.create(list=listing, code=str(number), name=group, full_name=group, claimable=False)
        for place, line in enumerate(lines, start=1):
            made[line.name] = _matter(listing, top, f"{number}.{place}", line)
            answers += _answers(made[line.name], line, units)
    MatterUnit.objects.bulk_create(answers)
    return made


def _matter(listing: MatterList, top: Matter, code: str, line: Line) -> Matter:
    return Matter.objects.create(
        list=listing, parent=top, code=code, name=line.name, full_name=f"{top.name}/{line.name}", words=line.words,
        limit_class=line.limit, community=line.leads == VILLAGE, local_level=LOCAL.get(line.leads, ""),
        basis=f"{BASIS}第{code}条",
    )  # fmt: skip


def _answers(matter: Matter, line: Line, units: dict[str, Unit]) -> Iterator[MatterUnit]:
    leads = () if line.leads in LOCAL else (line.leads,)
    for is_lead, names in ((True, leads), (False, line.helps)):
        for level, unit in _named(names):
            yield MatterUnit(matter=matter, level=level, unit=units[unit], leads=is_lead)


def _named(names: Iterable[str]) -> Iterator[tuple[AreaLevel, str]]:
    """The units that a word of the table stands for, each at its level."""
    for name in names:
        if name in OFFICES:
            yield from ((AreaLevel.TOWN, town.name + name) for town in TOWNS)
        elif name == TOWN:
            yield from ((AreaLevel.TOWN, town.name) for town in TOWNS)
        else:
            yield AreaLevel.COUNTY, name
