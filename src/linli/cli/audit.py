"""`linli audit`: recompute the whole record and name the first place where it is not what it claims to be."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from linli.actions.audit import AuditReport, audit
from linli.domain.auditing import Fault

SUMMARY = "check chains, rows and (with --keyed) every value against the journal; name the first fault"
NEEDS_DATABASE = True
SHOWN = 100


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--stream", metavar="STREAM", help="check one stream only, e.g. case/01H…")
    parser.add_argument("--all", action="store_true", help=f"list up to {SHOWN} faults, not only the first")
    parser.add_argument("--json", action="store_true", help="print one JSON object for a program to read")
    parser.add_argument("--keyed", action="store_true", help="open every value and hold it against its commitment")
    parser.add_argument("--workers", type=int, default=None, help="processes (default: one for each core)")


def run(args: Namespace) -> int:
    """Audit and print; exit 1 where there is any fault."""
    report = audit(stream=args.stream, workers=args.workers, is_keyed=args.keyed)
    shown = report.faults[: SHOWN if args.all else 1]
    if args.json:
        print(json.dumps({**_document(report, shown), "keyed": args.keyed}, ensure_ascii=False, indent=2))
    else:
        _print(report, shown, is_keyed=args.keyed)
    return 1 if report.fault_count else 0


def _print(report: AuditReport, shown: tuple[Fault, ...], *, is_keyed: bool) -> None:
    print(", ".join(f"{amount:,} {what}" for what, amount in sorted(report.counts.items())))
    if not report.fault_count:
        print("记录完好 / the record is whole")
        if not is_keyed:
            print("内容未逐条打开,如需核对请加 --keyed / values were not opened: --keyed does that")
        return
    print(f"发现 {report.fault_count:,} 处不符 / {report.fault_count:,} faults; 第一处 / the first:")
    for fault in shown:
        place = f"#{fault.seq}" if fault.seq else ""
        print(f"- {fault.stream}{place} {fault.field}: {fault.code} (county {fault.county_id})")


def _document(report: AuditReport, shown: tuple[Fault, ...]) -> dict[str, object]:
    first = asdict(report.first) if report.first else None
    return {
        "whole": report.fault_count == 0,
        "checked": dict(report.counts),
        "fault_count": report.fault_count,
        "first": first,
        "faults": [asdict(fault) for fault in shown],
    }
