"""The tag library `linli_privacy`: the notice of a form that asks for personal data, and that nobody may retaliate."""

from typing import Any

from django import template

from linli.domain.privacy_notice import NO_RETALIATION, NOTICES, Form

register = template.Library()


@register.inclusion_tag("ui/_privacy_notice.html")
def privacy_notice(form: str) -> dict[str, Any]:
    """Show what the form named tells before it asks, with its version."""
    return {"notice": NOTICES[Form(form)]}


@register.inclusion_tag("ui/_no_retaliation.html")
def no_retaliation() -> dict[str, Any]:
    """Show the one text that stands on every way to report."""
    return {"words": NO_RETALIATION}
