"""`linli keys`: how the keys of sealed values stand, turning them over, copying them."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from linli.actions import vault
from linli.cli.house import House

SUMMARY = "keys of sealed values: status, rotate, backup"
NEEDS_DATABASE = True
OWNER_NEEDED = "LINLI_OWNER_DATABASE_URL is needed: only the owner role may seal values anew."


def configure(parser: ArgumentParser) -> None:
    """Add what can be done."""
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("status", help="how many keys there are, and whether they can be used")
    rotate = what.add_parser("rotate", help="wrap every key under a new key-encryption key")
    rotate.add_argument("--values", action="store_true", help="first seal every value under a new key of its own")
    backup = what.add_parser("backup", help="copy the wrapped keys; copies older than 30 days are removed")
    backup.add_argument("folder", type=Path, metavar="DIR", help="where to; never with the database's own backup")


def run(args: Namespace) -> int:
    """Do it; exit 1 where the owner's address is needed and unknown."""
    house: House = args.house
    if args.what == "status":
        print_status()
        return 0
    if args.what == "backup":
        copy, gone = vault.copy_keys(args.folder.expanduser().absolute(), now=house.now())
        print(f"{copy} 已写好,清除了 {gone} 份过期的 / written; {gone} older ones removed")
        print("主密钥文件不在其中,请另行保管 / the key-encryption key is not in it: keep that file elsewhere")
        return 0
    if args.values:
        if not house.is_owner_known:
            print(OWNER_NEEDED, file=sys.stderr)
            return 1
        counted(vault.reseal_values(), "条内容换了新密钥 / values sealed anew")
    counted(vault.rotate_keys(), "把密钥换了新的主密钥 / keys wrapped anew")
    return 0


def counted(done: Iterator[int], what: str) -> None:
    """Go through with it and say how many there were."""
    print(f"{max(done, default=0):,} {what}")


def print_status() -> None:
    """Print how the store stands and what is still to be destroyed."""
    status, state = vault.keys_status(), vault.vault_state()
    print(f"密钥库 / key store: {state.place}")
    print(f"主密钥 / key-encryption key: {state.kek_place}, 第 {status.active} 版 / version {status.active}")
    versions = ", ".join(f"v{version}: {amount:,}" for version, amount in sorted(status.versions.items()))
    print(f"密钥 / keys: {status.keys:,} ({versions or '-'}), {status.unused:,} 个待用 / made ahead")
    for problem in state.warnings:
        print(f"{problem.within('zh')} / {problem.within('en')}")
    if state.copied_at:
        print(f"上次备份 / last copied: {state.copied_at:%Y-%m-%d %H:%M}")
    if state.waiting:
        print(f"待销毁 / to be destroyed: {state.waiting:,}, {state.waiting_since:%Y-%m-%d %H:%M}")
