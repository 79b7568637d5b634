"""Sentences for when sealed values can be neither kept nor opened."""

from linli.domain.wording import Wording

VAULT_PROBLEMS: dict[str, Wording] = {
    "vault_unavailable": Wording(
        "系统暂时无法加密保存或打开个人信息,这次内容还没有收下,请稍后再试;急事请拨打 12345 或 110。",
        "Personal data can be neither sealed nor opened at the moment; nothing was taken in. Please try again later; "
        "for anything urgent call 12345 or 110.",
    ),
    "keys_store_missing": Wording(
        "密钥库不在 {place}。请恢复密钥库,或用 LINLI_KEY_DIR 指明位置。",
        "There is no key store in {place}. Bring it back, or say with LINLI_KEY_DIR where it is.",
    ),
    "keys_store_broken": Wording(
        "密钥库打不开({place})。请检查磁盘空间、权限,或从备份恢复。",
        "The key store in {place} cannot be used. Check space and rights on its disk, or restore it.",
    ),
    "keys_store_full": Wording(
        "密钥库所在的磁盘写满了或写不进去({place})。请腾出空间;腾出后自动恢复收件,不用重启。",
        "The disk of the key store in {place} is full or takes no more. Make room; reports are then taken again by "
        "themselves.",
    ),
    "keys_store_read_only": Wording(
        "密钥库只能读、不能写({place})。请检查目录和文件的权限、磁盘是否只读。",
        "The key store in {place} can be read but not written. Check the rights of folder and file, and the disk.",
    ),
    "keys_space": Wording(
        "密钥库所在的磁盘只剩 {left} MB({place})。写满后收不了件,请尽快腾出空间。",
        "Only {left} MB are left on the disk of the key store in {place}. Once it is full no report can be taken in.",
    ),
    "keys_old_copy": Wording(
        "密钥库像是旧备份:最近的内容里有 {count} 条找不到密钥,也没有删除记录。请换回最新的密钥库({place})。",
        "The key store in {place} seems to be an older copy: {count} of the newest values have no key and were never "
        "erased. Put the newest one back.",
    ),
    "keys_other_store": Wording(
        "{place} 里的密钥库不属于这个数据库。请用 LINLI_KEY_DIR 指向原来的密钥库。",
        "The key store in {place} belongs to another database. Point LINLI_KEY_DIR to the one it was bound to.",
    ),
    "keys_kek_missing": Wording(
        "找不到主密钥文件 {place}。请恢复它,或用 LINLI_KEK_FILE 指明位置。",
        "The file of the key-encryption key, {place}, is missing. Bring it back, or name it with LINLI_KEK_FILE.",
    ),
    "keys_kek_wrong": Wording(
        "主密钥文件 {place} 不是这个密钥库的。请换回原来的文件。",
        "The key-encryption key in {place} is not this key store's. Put the right file back.",
    ),
    "clock_behind": Wording(
        "服务器时钟慢了:现在是 {now},可是记录里最后一件事发生在 {last}。请校准时间;记录的先后不受影响,"
        "没有丢失任何内容。",
        "This machine's clock is behind: it is {now}, and the last thing on record happened at {last}. Set it right; "
        "the order of the record is not touched and nothing is lost.",
    ),
    "clock_differs": Wording(
        "服务器时钟和数据库时钟相差 {minutes} 分钟(现在分别是 {now} 和 {database})。请校准时间。",
        "The clocks of this machine and of the database differ by {minutes} minutes ({now} and {database}). "
        "Set them right.",
    ),
    "clock_silent": Wording(
        "记录里最后一件事发生在 {last},至今 {days} 天没有动静,而还有事项未办结。请核对服务器时钟是否被拨快,"
        "linli work 是否在运行。",
        "The last thing on record happened at {last}, {days} days ago, and matters are still open. See whether the "
        "clock was set forward, and whether linli work runs.",
    ),
    "clock_jumped": Wording(
        "服务启动以来,服务器时钟被拨动了 {minutes} 分钟。请校准时间并重新启动服务;期限可能因此算早或算晚。",
        "This machine's clock was moved by {minutes} minutes since the service began. Set it right and begin the "
        "service anew; time limits may have been reckoned early or late.",
    ),
    "disk_space": Wording(
        "{place} 所在的磁盘只剩 {left} MB。写满后收不了件,请尽快腾出空间。",
        "Only {left} MB are left on the disk of {place}. Once it is full no report can be taken in.",
    ),
    "database_unavailable": Wording(
        "系统暂时无法保存,没有收到保存成功的确认。填写的内容还在,请按返回键,稍后原样再提交一次,不会重复;"
        "急事请拨打 12345 或 110。",
        "Nothing can be saved at the moment, and there is no word that this was. What was filled in is still there: "
        "go back and send it once more later, it will not count twice. For anything urgent call 12345 or 110.",
    ),
    "values_shut": Wording(
        "有内容打不开,没有动它:{places}。请用 linli audit --keyed 核查。",
        "Some values do not open and were left as they are: {places}. Look into it with linli audit --keyed.",
    ),
}
