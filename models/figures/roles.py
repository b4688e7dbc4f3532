"""What a figure is to its proposal: a linear model over named evidence, read from `models/trained/figures`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.types import Proposal
from models.artefact import Expected, read
from models.figures.evidence import Surroundings
from models.types import Figure, FigureRole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

NAME, VERSION = "figure-roles", "1"
FOLDER = Path(__file__).parent.parent / "trained" / "figures"


@dataclass(frozen=True, kw_only=True)
class RoleModel:
    """Weights of each piece of evidence for each role.

    *Shape:* ``weights`` (evidence, roles), ``offsets`` (roles). ``places`` maps a piece of evidence to its row.
    """

    roles: tuple[FigureRole, ...]
    places: Mapping[str, int]
    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def assign(self, proposal: Proposal, doc: Doc, figures: Sequence[Figure]) -> tuple[Figure, ...]:
        """The figures with the likeliest role of each and its probability; ``doc`` is the proposal's text read."""
        if not figures:
            return ()
        table = self.probabilities(Surroundings(proposal, doc, figures).all_evidence())
        best = table.argmax(axis=1)
        return tuple(
            replace(figure, role=self.roles[place], role_probability=float(row[place]))
            for figure, place, row in zip(figures, best, table, strict=True)
        )

    def probabilities(self, evidence: Iterable[frozenset[str]]) -> NDArray[np.float64]:
        """*Shape:* (figures, roles); rows add up to 1. Evidence that was never seen in training says nothing."""
        import numpy as np

        rows = []
        for one in evidence:
            known = sorted(self.places[name] for name in one if name in self.places)
            rows.append(self.offsets + self.weights[known].sum(axis=0) / scale(len(known)))
        scores = np.asarray(rows, dtype=np.float64)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def scale(known: int) -> float:
    """What the weights of a figure with so much known evidence are divided by: every figure's vector has length 1."""
    return max(1.0, sqrt(known))


def load_role_model(folder: Path = FOLDER) -> RoleModel:
    """The shipped model, or one in another folder. Raises ``models.errors.ArtefactError`` where it cannot be used."""
    artefact = read(folder, expected=Expected(name=NAME, version=VERSION))
    return RoleModel(
        roles=tuple(FigureRole(role) for role in artefact.parameters["roles"]),
        places={name: place for place, name in enumerate(artefact.parameters["evidence"])},
        weights=artefact.arrays["weights"],
        offsets=artefact.arrays["offsets"],
    )
