"""What a problem of loading a file by the pages says, by its code."""

from linli.domain.wording import Wording

LOAD_PROBLEMS: dict[str, Wording] = {
    "load_running": Wording(
        "上一个文件还在导入,请等它结束或先取消。", "The last file is still being loaded; wait for it or call it off."
    ),
    "load_without_heads": Wording(
        "没有找到表头。第一行(或标题下面一行)应当是各列的名称。",
        "No heads were found. The first row, or the one below a title, should name the columns.",
    ),
}
