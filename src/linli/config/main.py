"""The entry point of `linli`: finds the verb, starts the embedded server if due, sets up Django, runs it."""

import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from linli.adapters.embedded_postgres import EmbeddedPostgresError
from linli.cli.dispatch import USAGE_ERROR, Verb, overview, parser_of, verbs, version_line
from linli.cli.house import House
from linli.config import environment, wiring
from linli.config.environment import BadEnvironment, Environment
from linli.config.secret_key import kept_secret_keys
from linli.domain.problems import Refused
from linli.ui.moment import present

REFUSED = 1
INTERRUPTED = 130
TERMINATED = 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `linli VERB ...` and return its exit code: 0 done, 1 refused, 2 wrong usage, 130 stopped."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    known = verbs()
    if words and words[0] in {"-h", "--help"}:
        print(overview(known))
        return 0
    if words and words[0] == "--version":
        print(version_line())
        return 0
    if not words or words[0] not in known:
        print(f"linli: no verb {words[0]!r}" if words else "linli: which verb?", file=sys.stderr)
        print(overview(known), file=sys.stderr)
        return USAGE_ERROR
    try:
        return run_verb(known[words[0]], words[1:])
    except Refused as refusal:
        for problem in refusal.problems:
            place = f"{problem.at}: " if problem.at else ""
            print(f"{place}{problem.within('zh')} / {problem.within('en')}", file=sys.stderr)
        return REFUSED
    except (BadEnvironment, EmbeddedPostgresError) as mistake:
        print(mistake, file=sys.stderr)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED


def run_verb(verb: Verb, words: list[str]) -> int:
    """Give `verb` what it needs and run it."""
    told = environment_for(verb, words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that what is kept is also let go
    is_help = "-h" in words or "--help" in words
    with ExitStack() as kept:
        is_embedded = verb.needs_database and not is_help and told.database_url is None
        if is_embedded:
            told = with_kept_keys(told)
            told = kept.enter_context(wiring.embedded_database(told))
        environment.publish(told)
        if verb.needs_django:
            set_up_django()
        args: Namespace = parser_of(verb).parse_args(words)
        args.house = house_of(told, is_embedded=is_embedded)
        return int(args.run(args))


def environment_for(verb: Verb, words: list[str]) -> Environment:
    """Return the environment with the data folder that `verb` works on."""
    port = option(words, "--port") if verb.is_demo else ""  # links and QR codes of a demo lead to where it is served
    told = environment.read(port=int(port) if port.isdecimal() else environment.PORT)
    chosen = data_option(words) if verb.needs_database else None
    if verb.is_demo:
        # The demo keeps its own keys: those of a real installation are not for it.
        return replace(told, demo=True, data_dir=chosen or told.data_dir / "demo", key_dir=None, kek_file=None)
    return replace(told, data_dir=chosen) if chosen else told


def with_kept_keys(told: Environment) -> Environment:
    """Return the environment with the secret keys of the data folder, where none were told: the newest comes first."""
    if told.secret_key:
        return told
    newest, *before = kept_secret_keys(told.data_dir)
    return replace(told, secret_key=newest, secret_keys_before=(*before, *told.secret_keys_before))


def data_option(words: list[str]) -> Path | None:
    """Return the folder of `--data`."""
    folder = option(words, "--data")
    return Path(folder).expanduser().absolute() if folder else None


def option(words: list[str], name: str) -> str:
    """Return what is told for an option that must be known before the verb itself can be loaded, "" for nothing."""
    for place, word in enumerate(words):
        if word.startswith(f"{name}="):
            return word.removeprefix(f"{name}=")
        if word == name and place + 1 < len(words):
            return words[place + 1]
    return ""


def house_of(told: Environment, *, is_embedded: bool) -> House:
    """Return what verbs may know of this installation."""
    return House(
        data_dir=told.data_dir,
        public_url=told.public_url,
        is_demo=told.demo,
        is_embedded=is_embedded,
        is_owner_known=told.owner_database_url is not None,
        now=present,
        ports=lambda: wiring.ports(told),
        live_ports=lambda: wiring.live_ports(told, now=present),
        prepare_database=lambda: wiring.prepare_database(told),
    )


def set_up_django() -> None:
    """Load the settings and every app; imported late because the settings read what was just published."""
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
