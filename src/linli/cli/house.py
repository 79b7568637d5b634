"""What a verb is given: the parts of this installation, chosen above and handed down as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linli.domain.live import LivePorts
from linli.domain.ports import Ports


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """This installation, as far as verbs need it. It stands in `args.house`."""

    data_dir: Path
    """Folder of the embedded server, the secret key and attachments."""
    public_url: str
    is_demo: bool
    is_embedded: bool
    """True when this process (or its parent) keeps the embedded server."""
    now: Callable[[], datetime]
    """The clock; every moment that a verb uses comes from here or from its arguments."""
    ports: Callable[[], Ports]
    """Builds the adapters chosen for this installation."""
    live_ports: Callable[[], LivePorts]
    """Builds what the live process listens with."""
    prepare_database: Callable[[], None]
    """Makes the app role where that is allowed, and its rights; safe to repeat."""
    is_owner_known: bool
    """True when the owner role's address is known, so that migrations can run."""
