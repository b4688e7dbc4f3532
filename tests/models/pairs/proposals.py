"""Small proposals of our own to compare, with vectors that stand for an encoder's."""

from __future__ import annotations

import zlib

import numpy as np

from corpus.types import Criteria, Proposal, ProposalKind, Row, RowRole, Table, TableKind
from models.headline import headline
from models.pairs.entry import Entry, make_entry
from models.pairs.features import FEATURES, NameWeights
from models.pairs.model import Logistic, PairModel
from models.pairs.space import fit_weights
from models.passages import passages
from models.types import AnalysedProposal, Mention

WIDTH = 32

TEXTS = {
    "2018-SO01": (
        "Tolken sidder på skærmen",
        "Samtaler med familier, der taler lidt dansk, føres i dag med en tolk, der rejser ud til kontoret. "
        "Hver anden bestilling aflyses for sent. Med en skærm i samtalerummet kan tolken blive, hvor hun er, "
        "og nå fire samtaler om formiddagen. Socialrådgiverne låner udstyret i et år.",
    ),
    "2021-BI02": (
        "Sprogbistand uden fremmøde",
        "Jobcentret køber sprogbistand til de første møder med flygtninge. Bureauet regner kørsel med i "
        "prisen. Møderne lægges om til videosamtale, så bistanden kan deles mellem tre adresser, og "
        "ventetiden falder. Rummene får skærm og højttaler.",
    ),
    "2019-TM03": (
        "Asfalt før hullet kommer",
        "Vejnettet køres igennem to gange om året af en inspektør med blok og blyant. En bil med kamera kan "
        "se revner i asfalten, mens de er små. Listen over strækninger bliver kortere og billigere at lappe, "
        "og entreprenøren får den på en fil.",
    ),
    "2020-KF04": (
        "Lys over banen til klokken ti",
        "Foreningerne mister træning om vinteren, fordi kunstgræsset ligger i mørke. Fire master med "
        "armaturer giver boldbanen lys til klokken 22. Naboerne er hørt, og masten ved plejehjemmet skærmes "
        "af.",
    ),
    "2022-SU05": (
        "Dosis i en boks",
        "Sygeplejersken kommer tre gange om dagen med piller til borgere, der godt kan tage dem selv, når "
        "nogen minder om det. En boks med alarm deler medicinen ud til klokkeslættet og ringer til vagten, "
        "hvis den ikke åbnes.",
    ),
}


def entry(
    name: str,
    *,
    text: str | None = None,
    title: str | None = None,
    money: dict[int, int] | None = None,
    level: int | None = 2020,
    mentions: tuple[Mention, ...] = (),
) -> Entry:
    """An entry as `make_entry` makes it of a proposal with this text."""
    known = TEXTS.get(name, ("", ""))
    body = text or known[1]
    year, code = name.split("-")[:2]
    rows = (Row(label="Udstyr", area="Service", role=RowRole.IMPLEMENTATION, values=money or {}, start=0, end=0),)
    table = Table(
        caption=None,
        kind=TableKind.ECONOMIC_CONSEQUENCES,
        unit_kr=1000,
        price_level_year=level,
        years=tuple(money or ()),
        rows=rows,
        start=0,
        end=0,
    )
    proposal = Proposal(
        code=code,
        printed_code=code,
        year=int(year),
        kind=ProposalKind.INNOVATION,
        round=None,
        title=title or known[0],
        summary=body,
        submitting_administration="Socialforvaltningen",
        affected_administrations=("Socialforvaltningen",),
        committee=None,
        cross_cutting=None,
        price_level_year=level,
        text=f"{title or known[0]}\n{body}",
        lines=(),
        sections=(),
        tables=(table,) if money else (),
        consulted=(),
        criteria=Criteria(),
    )
    parts = passages(proposal)
    analysed = AnalysedProposal(
        id=name, proposal=proposal, headline=headline(proposal), findings=(), mentions=mentions, passages=parts
    )
    return make_entry(analysed, np.array([_vector(part.text) for part in parts]))


def model() -> PairModel:
    """A model with weights set by hand: concepts, copied text and mentions speak for a flag."""
    entries = [entry(name) for name in TEXTS]
    for_flag = {"concepts": 20.0, "copied": 8.0, "mention": 4.0, "means": 2.0}
    kinds = np.zeros((4, len(FEATURES)))
    kinds[0, FEATURES.index("copied_both")] = 6.0
    kinds[0, FEATURES.index("gap")] = -3.0
    kinds[1, FEATURES.index("copied")] = 4.0
    kinds[2, FEATURES.index("mention")] = 4.0
    kinds[3, FEATURES.index("concepts")] = 2.0
    names = NameWeights({}, 0)
    for one in entries:
        names.seen(one)
    flagged = _logistic(np.array([[for_flag.get(name, 0.0) for name in FEATURES]]), [-3.0])
    return PairModel(
        weights=fit_weights(entries),
        names=names,
        flagged=flagged,
        related=_logistic(flagged.coefficients, [-2.0]),
        kinds=_logistic(kinds, [0.0, 0.0, 0.0, 0.0]),
        threshold=0.5,
        encoder="test",
    )


def _logistic(coefficients: np.ndarray, intercept: list[float]) -> Logistic:
    width = coefficients.shape[1]
    return Logistic(
        mean=np.zeros(width), scale=np.ones(width), coefficients=coefficients, intercept=np.array(intercept)
    )


def _vector(text: str) -> np.ndarray:
    """The same text gives the same direction, others one of their own."""
    row = np.random.default_rng(zlib.crc32(text.encode())).normal(size=WIDTH)
    return (row / np.linalg.norm(row)).astype(np.float32)
