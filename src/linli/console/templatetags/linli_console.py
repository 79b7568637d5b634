"""Filters that only console pages need."""

from django import template

register = template.Library()


@register.filter
def words_of(text: str) -> list[str]:
    """Return the words of a list that a template spells out."""
    return text.split()
