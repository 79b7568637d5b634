"""Words of danger: where somebody writes that a person may come to harm, the helplines stand before everything else.

Pure. The list decides what is shown first and nothing else: no matter is refused, ranked or marked by it, and nothing
is remembered of who wrote what. Source: 反家庭暴力法 (2016) arts. 13, 14; 人民调解法 art. 25.
"""

from unicodedata import normalize

DANGER_WORDS: tuple[str, ...] = (
    "打我", "打人", "殴打", "毒打", "家暴", "家庭暴力", "动手", "打骂", "虐待", "掐", "拿刀", "持刀", "砍", "捅", "杀",
    "自杀", "轻生", "不想活", "跳楼", "割腕", "喝药", "同归于尽", "威胁", "恐吓", "要弄死", "弄死", "软禁", "锁在家",
    "强奸", "性侵", "猥亵", "泼汽油", "点火", "放火", "煤气",
    "beat", "hit me", "hits me", "violence", "violent", "knife", "kill", "suicide", "threat", "abuse", "rape",
    "assault",
)  # fmt: skip


def names_danger(*texts: str) -> bool:
    """Say whether any of `texts` names violence or danger, in whichever width or case it was typed."""
    said = " ".join(normalize("NFKC", one).lower() for one in texts)
    return any(word in said for word in DANGER_WORDS)
