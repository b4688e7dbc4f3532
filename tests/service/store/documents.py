"""Documents to store, made of little."""

from __future__ import annotations

import hashlib

from service.store.records import FrontLine, NewDocument, NewProposal

ENCODER = "prøve-koder"


def proposal(printed_id: str, *, title: str = "Fælles bilpulje", confidential: bool = False) -> NewProposal:
    year, code = printed_id.split("-", 1)
    return NewProposal(
        printed_id=printed_id,
        confidential=confidential,
        year=int(year),
        code=code,
        title=title,
        kind="innovationsforslag",
        administration="Teknik- og Miljøforvaltningen",
        amount_kr=1_250_000,
        analysis={"id": printed_id, "title": title, "themes": []},
        themes={"vej-trafik": 0.91},
        entry=title.encode(),
    )


def line(name: str, title: str) -> FrontLine:
    year, code = name.split("-", 1)
    return FrontLine(
        id=name,
        code=code,
        title=title,
        committee="TMU",
        amount_kr=900_000,
        price_level_year=2022,
        year=int(year),
    )


def document(*proposals: NewProposal, content: bytes = b"Bilpulje", lines: tuple[FrontLine, ...] = ()) -> NewDocument:
    return NewDocument(
        sha256=hashlib.sha256(content).hexdigest(),
        source="bundt.pdf",
        content=content,
        warnings=["Side 3 er tom."],
        added_at="2026-11-23T12:00:00Z",
        model="1",
        encoder=ENCODER,
        proposals=proposals,
        front_lines=lines,
    )
