"""Analyses made by hand, for tests of what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from corpus.types import (
    AmountRange,
    Consulted,
    Criteria,
    Overview,
    Proposal,
    ProposalKind,
    Row,
    RowRole,
    Section,
    SectionKind,
    Table,
    TableKind,
)
from models.types import AnalysedProposal, Analysis, Finding, Headline


def row(label: str, role: RowRole, values: dict[int, int], area: str | None = None) -> Row:
    """A row of a table; where it stands does not matter here."""
    return Row(label=label, area=area, role=role, values=values, start=10, end=40)


TABLE = Table(
    caption="Tabel 1. Samlede økonomiske konsekvenser",
    kind=TableKind.ECONOMIC_CONSEQUENCES,
    unit_kr=1000,
    price_level_year=2022,
    years=(2022, 2023, 2024),
    rows=(
        row("Indkøb af sensorer til varmecentraler", RowRole.IMPLEMENTATION, {2022: 1_250_000, 2023: 0}, "Anlæg"),
        row("Projektleder", RowRole.IMPLEMENTATION, {2022: 400_000, 2023: 300_000}, "Service"),
        row("Samlede implementeringsomkostninger", RowRole.SUBTOTAL, {2022: 1_650_000, 2023: 300_000, 2024: 0}),
        row("Samlet varig ændring", RowRole.TOTAL, {2023: -350_000, 2024: -700_000}),
    ),
    start=0,
    end=90,
    payback={"service": 3.5},
)

PROPOSAL = Proposal(
    code="KF07",
    printed_code="KFO7",
    year=2021,
    kind=ProposalKind.INVESTMENT,
    round="Budget 2022",
    title="Sensorer i kommunens varmecentraler",
    summary="Varmecentralerne får sensorer, så driften kan styres efter vejret i stedet for efter kalenderen.",
    submitting_administration="Kultur- og Fritidsforvaltningen",
    affected_administrations=("Kultur- og Fritidsforvaltningen", "Økonomiforvaltningen"),
    committee=None,
    cross_cutting=True,
    price_level_year=2022,
    text="1. Baggrund\nVarmen koster mere, end den behøver.",
    lines=(),
    sections=(Section(heading="1. Baggrund", canonical=SectionKind.BACKGROUND, start=0, end=48, body_start=12),),
    tables=(TABLE,),
    consulted=(
        Consulted(body="Center for Økonomi", answer="ja", date=date(2021, 1, 21)),
        Consulted(body="Koncern IT", answer=None, date=None, remark="Afventer"),
    ),
    criteria=Criteria(cross_cutting=True, large_scale="partial", new_technology=None),
)

HEADLINE = Headline(
    implementation_total_kr=1_950_000,
    implementation_by_year={2023: 300_000, 2022: 1_650_000},
    implementation_by_area={"Anlæg": 1_250_000, "Service": 700_000},
    lasting_effect_by_year={2023: -350_000, 2024: -700_000},
    lasting_effect_kr_per_year=AmountRange(low=-700_000.0, high=-700_000.0),
    payback_years_service=3.5,
    payback_years_total=3.0,
    fte_saved=AmountRange(low=0.5, high=1.5),
)

FINDINGS = (
    Finding(rule="empty-section", severity="note", message="Afsnittet om risiko er tomt."),
    Finding(
        rule="sum",
        severity="error",
        message="Rækken for 2022 giver en anden sum end den trykte.",
        values=(1_650_000.0, 1_600_000.5),
        start=3,
        end=9,
    ),
    Finding(rule="text-table", severity="warning", message="Teksten nævner en anden besparelse.", values=(800_000,)),
)

ANALYSED = AnalysedProposal(id="2021-KF07", proposal=PROPOSAL, headline=HEADLINE, findings=FINDINGS)

FRONT = Overview(
    code="KF07",
    title="Sensorer i varmecentraler",
    committee="Kultur- og Fritidsudvalget",
    amount_kr=1_900_000,
    price_level_year=2021,
    cross_cutting=None,
)

ANALYSIS = Analysis(
    source="katalog.pdf",
    sha256="ab" * 32,
    proposals=(ANALYSED,),
    overview=(FRONT,),
    warnings=("Side 4 er tom.",),
)

NO_PROPOSALS = Analysis(
    source="dagsorden.docx",
    sha256="cd" * 32,
    proposals=(),
    overview=(),
    warnings=("Dokumentet indeholder ingen forslag.",),
)

SILENT = replace(
    ANALYSED,
    id="2019-et-forslag-uden-tal",
    proposal=replace(
        PROPOSAL,
        code=None,
        printed_code=None,
        year=None,
        round=None,
        summary=None,
        submitting_administration=None,
        affected_administrations=None,
        cross_cutting=None,
        price_level_year=None,
        tables=(),
        consulted=(),
        criteria=Criteria(),
    ),
    headline=Headline(),
    findings=(),
)
"""A proposal whose document says next to nothing."""
