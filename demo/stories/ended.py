"""另行结束的 · declined with the right channel named, merged, withdrawn, terminated."""

from demo.courses import accepted, answered, assigned, claimed, closed, offered, working
from demo.desk import decline, merge, withdraw
from demo.scene import act, plain
from demo.story import Story
from huying.case.models import Kind, Nature

STORIES = (
    Story(
        "20 10:05",
        "邓志明",
        "青禾社区",
        "",
        "",
        "和公司打劳动官司，一审判决下来我不服，请你们帮我改判。",
        [
            act(
                "25m",
                decline(
                    "procedure", "人民法院 12368", "判决书送达之日起十五日内可以提起上诉，也可拨打 12348 咨询法律援助。"
                ),
            )
        ],
        channel="phone",
        by="operator2",
    ),
    Story(
        "16 18:20",
        "",
        "枣林村",
        "北街",
        "",
        "隔壁两口子打架，男的打人，听见砸东西，还有小孩哭，你们快来人！",
        [act("2m", decline("emergency", "公安 110", "接线员已同时转接 110，民警十分钟内到达现场。"))],
        channel="phone",
        by="operator1",
        urgent=True,
    ),
    Story(
        "13 11:50",
        "许多",
        "双井村",
        "",
        "公交线路",
        "我想让外省老家那条国道加个公交站。",
        [act("40m", decline("beyond", "上级政府服务热线 12345", "该路段不在本区，请拨打当地的 12345。"))],
    ),
    Story(
        "9 09:15",
        "孙浩",
        "枣林村",
        "十字路口西",
        "道路积水",
        "路口西边一下雨就积水，昨天水没过了脚脖子，电动车都趴窝了。",
        closed(claimed("水务局"), "雨水箅子被落叶和泥沙堵死。", "清掏雨水井六座，换了两个大口箅子，雨后复查已无积水。"),
        key="puddle",
    ),
    Story(
        "9 10:40",
        "马小燕",
        "枣林村",
        "十字路口西",
        "道路积水",
        "十字路口那边又积水了，接孩子都得绕一大圈。",
        [*accepted("8m"), act("20m", merge("puddle"))],
    ),
    Story(
        "9 13:30",
        "",
        "枣林村",
        "十字路口",
        "道路积水",
        "枣林十字路口排水不好，请处理。",
        [*accepted("8m"), act("25m", merge("puddle"))],
        channel="box",
        by="operator2",
    ),
    Story(
        "12 09:33",
        "黄丽",
        "青禾社区",
        "1号楼",
        "快递服务",
        "快递显示签收，可我没拿到，驿站说不清楚。",
        [*working(claimed(), "到驿站调监控。"), act("5h", withdraw("快递找到了，被邻居代拿了，不用办了，谢谢。"))],
    ),
    Story(
        "6 15:00",
        "吴志刚",
        "西岭村",
        "",
        "土地承包",
        "想问问承包地确权证丢了怎么补办。",
        [*offered(), act("14m", withdraw("已经在村里问清楚了。"))],
        kind=Kind.CONSULT,
    ),
    Story(
        "15 16:10",
        "郭强",
        "北庄村",
        "旧砖厂",
        "土地承包",
        "砖厂占着我家三亩地，合同早到期了不还。",
        [
            *working(assigned(), "查阅合同，双方对到期日各执一词。"),
            act("4d", plain("terminated", "leader1", "双方已向法院起诉并立案，按规定终止办理，由司法程序解决。")),
        ],
        nature=Nature.DISPUTE,
    ),
    Story(
        "7 10:12",
        "",
        "南坡村",
        "",
        "",
        "举报有人利用职务便利，把危房改造指标给了自己亲戚，名单可以对。",
        [
            *answered(
                assigned("住建局"),
                "调阅改造名单和公示记录。",
                "已核实两户不符合条件，指标已收回重新公示，线索移交有权机关。",
            )
        ],
        kind=Kind.REPORT,
        about="南坡村",
        hides=True,
    ),
)
