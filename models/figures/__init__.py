"""The numbers of substance in a proposal's running text, by a grammar over tokens, and what each is to the proposal."""

from __future__ import annotations

from models.figures.find import find_figures

__all__ = ["find_figures"]
