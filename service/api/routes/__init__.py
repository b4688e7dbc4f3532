"""The routes, a file for each thing that is asked about."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.routes import (
    analyse,
    audit,
    corrections,
    decisions,
    figures,
    jobs,
    model,
    pairs,
    privacy,
    proposals,
    search,
    state,
    themes,
    users,
)

ROUTERS: tuple[APIRouter, ...] = (
    analyse.router,
    proposals.router,
    pairs.router,
    decisions.router,
    search.router,
    figures.router,
    themes.router,
    corrections.router,
    jobs.router,
    model.router,
    users.router,
    audit.router,
    privacy.router,
    state.router,
)
"""In the order in which the API's description shows them."""
