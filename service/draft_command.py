"""The command ``check``: what a draft lacks or contradicts, before it is submitted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.terminal import Format, Help, Output, complain, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.checks.draft import DraftReview


def check(
    path: Annotated[Path, typer.Argument(metavar="FIL", help="Udkastet: .pdf, .docx, .txt, .md eller .html.")],
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Se et udkast efter, før det indsendes: hvad mangler, og hvad modsiger sig selv?

    Det tungeste står først, hvert punkt med et råd. Intet gemmes.

    \b
    Eksempler:
      genklang check udkast.docx
      genklang check udkast.docx --format json

    \b
    Slutstatus:
      0  intet at rette
      1  filen kunne ikke læses, eller der er intet forslag i den
      2  kommandoen er skrevet forkert
      3  mindst én fejl skal rettes
      4  ingen fejl, men noget bør ses efter
    """
    from models.analyse import analyse_file
    from models.checks.draft import review_draft, status_of
    from models.pipeline import load_pipeline

    analysis = analyse_file(path, load_pipeline())
    if not analysis.proposals:
        complain(f"{path}: der er ikke fundet noget forslag i filen.")
        raise typer.Exit(1)
    reviews = [review_draft(one) for one in analysis.proposals]
    if output is Format.JSON:
        from service import schemas

        write(schemas.text_of(schemas.reviews(reviews)), encoding="utf-8")
    else:
        write(told(reviews), encoding=None)
    raise typer.Exit(status_of(reviews))


def told(reviews: Sequence[DraftReview]) -> str:
    """The reviews as a person reads them."""
    lines: list[str] = []
    for review in reviews:
        lines += [f"{review.proposal_id}  {review.title}", review.summary, ""]
        for chapter in review.chapters:
            lines.append(f"{chapter.heading} ({len(chapter.advice)})")
            for one in chapter.advice:
                lines += [f"  - {one.title}: {one.finding.message}", f"    Gør sådan: {one.remedy}"]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
