"""The one place where it is chosen who finds words for the demo."""

from linli.demo.texts import VariedVoices
from linli.demo.voices import Voices


def demo_voices() -> Voices:
    """Return the voices of the demo."""
    return VariedVoices()
