"""常见事项 · what people come for most, each a tile on the home page that opens the form half filled in. Data."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.models import Kind, Nature


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture, a word, and what the form then asks for."""

    code: str
    label: str | Promise
    icon: str
    colour: str
    hint: str | Promise
    kind: str = Kind.HELP
    nature: str = Nature.LIVELIHOOD


TILES: tuple[Tile, ...] = (
    Tile("light", _("路灯水电"), "bulb", "", _("哪里停水、停电或路灯不亮？从什么时候开始？")),
    Tile("litter", _("垃圾环境"), "trash", "green", _("哪里有垃圾、污水或异味？有多久了？")),
    Tile("road", _("道路出行"), "road", "amber", _("哪条路、哪个路口？是坑洼、堵车还是乱停车？")),
    Tile("noise", _("噪声扰民"), "sound", "violet", _("什么声音、从哪里来、一般几点？"), Kind.COMPLAINT),
    Tile("heat", _("供暖供水"), "drop", "teal", _("哪个小区、几号楼？家里多少度、停了多久？")),
    Tile("care", _("民生救助"), "heart", "red", _("谁需要帮助？遇到什么困难？")),
    Tile("dispute", _("矛盾调解"), "gavel", "", _("和谁、因为什么事？希望怎么解决？"), Kind.HELP, Nature.DISPUTE),
    Tile("policy", _("政策咨询"), "book", "", _("想了解哪方面的政策？您的情况是什么样的？"), Kind.CONSULT),
)


def tile_named(code: str) -> Tile | None:
    """The tile with that code."""
    return next((tile for tile in TILES if tile.code == code), None)
