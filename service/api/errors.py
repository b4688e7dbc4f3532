"""Errors that only the API has: of who asks, how often, and in what form.

GenklangError
└── ApiError
    ├── NotIdentified         no key, or one that is nobody's
    ├── NotAllowed            the role is not enough
    ├── UnknownIdentity       the proxy names somebody who is no user here
    ├── ForeignOrigin         another site's page sent the request through the user's browser
    ├── TooManyRequests       over the user's rate
    ├── BodyTooLarge          over the limit of what is read
    ├── Busy                  somebody else's analysis takes all there is
    ├── UnfitCursor           a cursor that no page gave
    ├── UnknownTheme          a theme that is not in the taxonomy
    ├── UnknownFigure         no figure stands at the place
    ├── UnknownCorrection     no such correction, or none that may be seen
    ├── NoDecision            nothing was decided yet
    ├── VersionNeeded         a change without saying what it changes
    └── NothingToAnalyse      neither a file nor a text, or both
"""

from __future__ import annotations

from corpus.errors import GenklangError
from service.roles import Role

ROLE_NAMES = {Role.READER: "læser", Role.EDITOR: "redaktør", Role.ADMINISTRATOR: "administrator"}


class ApiError(GenklangError):
    """An error of asking over HTTP."""


class NotIdentified(ApiError):
    """No key, or one that is nobody's."""

    def __init__(self) -> None:
        super().__init__("Send din nøgle i headeren »Authorization: Bearer gk_…« eller »X-API-Key«.")


class NotAllowed(ApiError):
    """The role is not enough."""

    def __init__(self, least: Role) -> None:
        super().__init__(f"Det kræver rollen {ROLE_NAMES[least]}. Bed en administrator om hjælp.")


class UnknownIdentity(ApiError):
    """The proxy names somebody who is no user here."""

    def __init__(self) -> None:
        super().__init__("Du er logget på, men er ikke oprettet som bruger. Bed en administrator om at oprette dig.")


class ForeignOrigin(ApiError):
    """Another site's page sent the request through the user's browser."""

    def __init__(self) -> None:
        super().__init__("Forespørgslen kom fra en anden sides indhold og er ikke udført. Brug tjenestens egne sider.")


class TooManyRequests(ApiError):
    """Over the rate. ``seconds`` until it is worth trying again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Der kom for mange forespørgsler på kort tid. Prøv igen om {seconds} sekunder.")
        self.seconds = seconds


class BodyTooLarge(ApiError):
    """Over the limit of what is read; ``most`` in bytes."""

    def __init__(self, most: int) -> None:
        size = f"{most // 1024**2} MB" if most >= 1024**2 else f"{most // 1024} kB"
        super().__init__(f"Det sendte er større end {size} og er ikke læst. Send mindre ad gangen.")


class Busy(ApiError):
    """Somebody else's analysis takes all there is. ``seconds`` until it is worth trying again."""

    seconds = 10

    def __init__(self) -> None:
        super().__init__("Andre er ved at få dokumenter analyseret. Prøv igen om lidt, eller læg filen i samlingen.")


class UnfitCursor(ApiError):
    """A cursor that no page gave."""

    def __init__(self) -> None:
        super().__init__("Markøren i »cursor« er ikke en, som listen har givet. Begynd forfra uden »cursor«.")


class UnknownTheme(ApiError):
    """A theme that is not in the taxonomy."""

    def __init__(self) -> None:
        super().__init__("Temaet er ikke i taksonomien. Vælg et id fra listen over temaer.")


class UnknownFigure(ApiError):
    """No figure stands at the place."""

    def __init__(self) -> None:
        super().__init__("Der står intet nøgletal på den plads. Brug start og end fra forslagets »figures«.")


class UnknownCorrection(ApiError):
    """No such correction, or none that may be seen."""

    def __init__(self) -> None:
        super().__init__("Der er ingen rettelse med det id. Se dem på listen over rettelser.")


class NoDecision(ApiError):
    """Nothing was decided yet."""

    def __init__(self) -> None:
        super().__init__("Der er ikke skrevet nogen beslutning om forslaget endnu.")


class VersionNeeded(ApiError):
    """A change without saying what it changes."""

    def __init__(self) -> None:
        super().__init__(
            "Der er allerede en beslutning. Hent den, og send dens ETag i headeren »If-Match« sammen med din ændring."
        )


class NothingToAnalyse(ApiError):
    """Neither a file nor a text, or both."""

    def __init__(self) -> None:
        super().__init__("Send enten en fil i feltet »file« eller en tekst i feltet »text«.")
