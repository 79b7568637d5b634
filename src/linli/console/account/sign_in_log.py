"""A line in the log for each sign-in, refusal and end of a session, with the pseudonym of whoever came in or left.

Of a refused guess nothing is kept: neither the name that was typed nor whose account it was.
Source: OWASP ASVS 5.0.0 16.3.1.
"""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

log = logging.getLogger("linli.sign_in")


def signed_in(user: Any, **_: Any) -> None:
    """Note a sign-in."""
    log.info("signed in", extra={"staff": user.pseudonym})


def refused(**_: Any) -> None:
    """Note a refused guess."""
    log.warning("sign-in refused")


def signed_out(user: Any, **_: Any) -> None:
    """Note the end of a session."""
    log.info("signed out", extra={"staff": getattr(user, "pseudonym", "")})


def connect() -> None:
    """Begin to listen."""
    user_logged_in.connect(signed_in)
    user_login_failed.connect(refused)
    user_logged_out.connect(signed_out)
