"""The numbers of substance in a proposal's running text, by a grammar over tokens, and what each is to the proposal."""

from __future__ import annotations

from models.figures.find import find_figures
from models.figures.roles import RoleModel, load_role_model

__all__ = ["RoleModel", "find_figures", "load_role_model"]
