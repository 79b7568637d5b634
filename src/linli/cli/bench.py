"""`linli bench`: measure what was promised, each figure beside a limit of the same run."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from linli.bench import bench, names
from linli.bench.figure import Figure

SUMMARY = "measure speed, each figure beside a limit measured in the same run"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("name", nargs="*", metavar="NAME", help=f"which: {', '.join(names())} (default: all)")
    parser.add_argument("--json", action="store_true", help="print one JSON object for a program to read")
    parser.add_argument("--scale", type=_positive, default=1.0, help="share of the published size (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="of the invented data (default: 1)")


def run(args: Namespace) -> int:
    """Run each bench that was named; exit 2 when one does not exist, before any has run."""
    unknown = [name for name in args.name if name not in names()]
    if unknown:
        print(f"no bench called {', '.join(unknown)}; there are {', '.join(names())}")
        return 2
    results = {}
    for name in args.name or names():
        results[name] = bench(name).run(seed=args.seed, scale=args.scale)
        if not args.json:
            _print(name, results[name])
    if args.json:
        print(json.dumps(_document(args, results), ensure_ascii=False, indent=2))
    return 0


def _print(name: str, figures: list[Figure]) -> None:
    """Print the figures of one bench for people."""
    print(f"{name}: {bench(name).SUMMARY}")
    for one in figures:
        value, limit = _number(one.value), _number(one.limit_value)
        print(f"  {one.name}: {value} {one.unit} | limit ({one.limit_name}): {limit} | ratio {one.ratio:.3g}")


def _number(value: float) -> str:
    """Return a figure as people read it."""
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"


def _document(args: Namespace, results: dict[str, list[Figure]]) -> dict[str, object]:
    """Return what `--json` prints."""
    figures = {name: [one.as_json() for one in found] for name, found in results.items()}
    return {"seed": args.seed, "scale": args.scale, "benches": figures}


def _positive(text: str) -> float:
    """Return a number above 0; raises ArgumentTypeError for anything else."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"{text!r} is not a number above 0")
    return value
