"""Names in a proposal: systems, bodies, groups, places, laws and persons, and the other proposals that it mentions."""

from __future__ import annotations

from models.names.find import find_names
from models.names.mentions import find_mentions
from models.names.persons import mask
from models.names.title_index import KnownProposal, TitleIndex, known_proposals

__all__ = ["KnownProposal", "TitleIndex", "find_mentions", "find_names", "known_proposals", "mask"]
