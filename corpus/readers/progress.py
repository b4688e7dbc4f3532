"""How a reader tells that it is alive: a page of text recognition buys time, plain parsing has one fixed limit."""

from __future__ import annotations

from collections.abc import Callable


class _Progress:
    """Whom to tell. Nobody, until the process that reads a file in a sandbox says otherwise."""

    listener: Callable[[], None] | None = None


def listen(listener: Callable[[], None] | None) -> None:
    """Let ``listener`` be called for every page that needs text recognition; ``None`` stops it."""
    _Progress.listener = listener


def page_started() -> None:
    """Say that text recognition of one page (or image) begins now: it gets time of its own.

    Readers call this before each page. Outside a sandbox it does nothing.
    """
    if _Progress.listener is not None:
        _Progress.listener()
