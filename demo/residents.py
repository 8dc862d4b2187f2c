"""诉求人 · invented residents; telephone numbers are drawn from a seed, under prefixes easily told from real ones."""

from random import Random

NAMES = """
张春生 李桂芳 王建民 刘淑英 陈小军 杨玉兰 赵铁柱 黄丽 吴志刚 徐秀珍 孙浩 胡月英 朱永福 高翠萍 郭强 马小燕
罗桂花 梁文 宋大海 郑红 谢春梅 韩林 唐有才 冯巧云 于洋 董爱华 程实 曹阿姨 袁野 邓志明 许多 傅老师
""".split()  # noqa: SIM905 easier to read
SEED = 20260901


def phones() -> dict[str, str]:
    """The same numbers every time."""
    draw = Random(SEED)  # noqa: S311 not for secrets
    numbers = draw.sample(range(10_000), len(NAMES))
    return {name: f"1380000{number:04}" for name, number in zip(NAMES, numbers, strict=True)}
