"""Themes of a proposal: which of a taxonomy's themes it has, how likely, and which of its sentences say so."""

from models.themes.language import language_finding
from models.themes.tagger import Tagger, load_tagger

__all__ = ["Tagger", "language_finding", "load_tagger"]
