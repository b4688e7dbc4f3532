"""Analysing without storing: what would the collection make of this paper?"""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from service import schemas
from service.api import etags
from service.api.contract import Documents
from service.api.errors import NothingToAnalyse
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.roles import Identity, Role

router = new_router("Analyse")

LONGEST_TEXT = 2_000_000
"""Characters of a pasted text; the fields of a form are held in memory."""

_TEXT_NAME = "tekst.txt"


@router.post("/analyse", responses=answers(Documents))
def analyse(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    file: Annotated[UploadFile | None, File(description="Et dokument: PDF, Word, tekst, HTML eller billede.")] = None,
    text: Annotated[
        str | None, Form(max_length=LONGEST_TEXT, description="Eller forslagets tekst.", examples=["Forslag: …"])
    ] = None,
) -> Response:
    """Læs et dokument eller en tekst, og få forslagene med temaer, nøgletal og det, der ikke stemmer. Intet gemmes."""
    at_hand.uploads.count(asker.name)
    if (file is None) == (text is None):
        raise NothingToAnalyse
    content = file.file.read() if file is not None else (text or "").encode("utf-8", errors="replace")
    source = (file.filename or "uden navn") if file is not None else _TEXT_NAME
    with at_hand.analysing():
        analysis = at_hand.collection.analyse(content, source)
    return etags.answer(request, schemas.documents([analysis]))
