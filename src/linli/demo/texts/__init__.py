"""What people in the demo write: varied words for every category, all invented and about places and things."""

from linli.demo.texts.varied_voices import VariedVoices

__all__ = ["VariedVoices"]
