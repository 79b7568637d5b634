"""What a problem of the private PostgreSQL says, by its code."""

from linli.domain.wording import Wording

EMBEDDED_PROBLEMS: dict[str, Wording] = {
    "embedded_no_wheel": Wording(
        "这个平台({platform})没有自带的数据库。请安装 PostgreSQL 15 或更高版本,并把它的地址写进 LINLI_DATABASE_URL。",
        "There is no built-in database for this platform ({platform}). Install PostgreSQL 15 or later "
        "and put its address into LINLI_DATABASE_URL.",
    ),
    "embedded_other_version": Wording(
        "{folder} 里的数据由 PostgreSQL {found} 建立,而现在的程序是 {expected},读不了。请先用原来的版本运行 "
        "linli backup,再用现在的版本运行 linli restore。",
        "The data in {folder} were made by PostgreSQL {found}; the programs here are {expected} and cannot "
        "read them. Run linli backup with the former version, then linli restore with this one.",
    ),
    "embedded_not_made": Wording(
        "数据库没有建成。日志在 {log},最后几行是:\n{lines}",
        "The database could not be made. The log is {log}; its last lines:\n{lines}",
    ),
    "embedded_not_started": Wording(
        "数据库没有启动。日志在 {log},最后几行是:\n{lines}",
        "The database did not start. The log is {log}; its last lines:\n{lines}",
    ),
    "embedded_not_stopped": Wording(
        "数据库还没有停下来(套接字目录 {folder})。请稍后再看;数据不会丢失。",
        "The database has not stopped yet (socket folder {folder}). Look again later; no data are lost.",
    ),
    "embedded_in_use": Wording(
        "有程序正在使用 {folder} 里的数据库,现在不能删除。请先把它停下来。",
        "The database in {folder} is in use and cannot be deleted now. Stop what uses it first.",
    ),
    "embedded_other_server": Wording(
        "进程 {pid} 正在使用 {folder} 里的数据,它不是由 Linli 启动的。请先把它停下来。",
        "Process {pid} works on the data in {folder} and was not started by Linli. Stop it first.",
    ),
    "embedded_credentials": Wording(
        "数据库的密码文件 {path} 不见了、损坏了,或与数据库不符。请从备份中取回这个文件。",
        "The file with the database's passwords, {path}, is missing, damaged or of another database. "
        "Bring it back from a backup.",
    ),
    "embedded_unsafe_folder": Wording(
        "不能使用文件夹 {path}:它属于别人、别人能写入、不是真正的文件夹,或者路径太长。请删去它,或换一个位置。",
        "The folder {path} cannot be used: it belongs to somebody else, others may write to it, it is no "
        "real folder, or its path is too long. Remove it or choose another place.",
    ),
    "embedded_unreachable": Wording(
        "运行数据库的系统账户 {account} 进不了 {path}。请换一个数据文件夹,或允许它通过上层文件夹。",
        "The system account {account}, which runs the database, cannot reach {path}. Choose another data "
        "folder, or let it pass through the folders above.",
    ),
    "embedded_no_account": Wording(
        "没有可以运行数据库的系统账户 {account}({reason})。请用普通用户运行,或设置 LINLI_DATABASE_URL。",
        "There is no system account {account} to run the database ({reason}). Run as an ordinary user, or "
        "set LINLI_DATABASE_URL.",
    ),
    "embedded_system_refused": Wording(
        "系统不允许使用 {path}:{reason}。请检查权限和磁盘空间。",
        "The system refuses {path}: {reason}. Check its permissions and the space on the disk.",
    ),
}
