"""How proposals belong together: related, overlapping, copied, continued; with reasons and a probability."""

from __future__ import annotations

from models.pairs.entry import Entry, make_entry, pack, unpack
from models.pairs.index import Index
from models.pairs.model import PairModel, load
from models.pairs.overlap import Overlap, SharedMoney
from models.pairs.search import Hit

__all__ = ["Entry", "Hit", "Index", "Overlap", "PairModel", "SharedMoney", "load", "make_entry", "pack", "unpack"]
