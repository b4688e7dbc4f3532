"""Check marks of 'Berørte forvaltninger': read in every layout, and never taken for all when they were lost."""

from __future__ import annotations

import pytest

from corpus.administrations import ADMINISTRATIONS
from corpus.checkmarks import affected_administrations

ECONOMY, CULTURE, CHILDREN, HEALTH, SOCIAL, TECHNICAL, EMPLOYMENT = ADMINISTRATIONS.values()


@pytest.mark.parametrize(
    ("printed", "affected"),
    [
        (f"☒ {ECONOMY}\t☐ {SOCIAL}\n☐ {CULTURE}\t☒ {TECHNICAL}", (ECONOMY, TECHNICAL)),
        (f"☒\t{ECONOMY}\t☐\t{SOCIAL}\n☐\t{CULTURE}\t☒\t{TECHNICAL}", (ECONOMY, TECHNICAL)),
        (f"☐\n{ECONOMY}\n☒\n{SOCIAL}\n☐\n{CULTURE}", (SOCIAL,)),
        (f"☐ {ECONOMY} ☐ {SOCIAL} ☒ {CULTURE} ☐ {TECHNICAL}", (CULTURE,)),
        (f"{ECONOMY} ☐ {SOCIAL} ☒ {CULTURE} ☐", (SOCIAL,)),
        (f"{ECONOMY} X\t{SOCIAL}\n{CULTURE}\t{TECHNICAL} X", (ECONOMY, TECHNICAL)),
        (f"{ECONOMY}\tX {SOCIAL}\nX {CULTURE}\t{TECHNICAL}", (SOCIAL, CULTURE)),
        (f"X\t{ECONOMY}\t\t{SOCIAL}\n\t{CULTURE}\tX\t{TECHNICAL}", (ECONOMY, TECHNICAL)),
        (f"X\n{ECONOMY}\n{SOCIAL}\nX\n{CULTURE}", (ECONOMY, CULTURE)),
        (f"[x] {ECONOMY} [ ] {SOCIAL}", (ECONOMY,)),
        (f"{SOCIAL}, {CULTURE}", (SOCIAL, CULTURE)),
        ("X " + "\nX ".join(ADMINISTRATIONS.values()), tuple(ADMINISTRATIONS.values())),
        (f"{SOCIAL}\nForslaget er drøftet med parterne og sendt videre til behandling, også i {CULTURE}", (SOCIAL,)),
        (f"{ECONOMY} X {SOCIAL} {CULTURE}", (SOCIAL,)),  # nothing tells the side: the form prints boxes before names
        (f"{ECONOMY}\t\t{SOCIAL}\n{CULTURE}\tX\t{TECHNICAL}", (TECHNICAL,)),
        (f"X {ECONOMY} {SOCIAL}\n2023 X {CULTURE} {TECHNICAL}", (ECONOMY, CULTURE)),
        ("Alle forvaltninger", tuple(ADMINISTRATIONS.values())),
    ],
)
def test_marked_names_are_read(printed: str, affected: tuple[str, ...]) -> None:
    assert affected_administrations(printed) == affected


@pytest.mark.parametrize(
    "printed",
    [
        " ".join(ADMINISTRATIONS.values()),
        "\n".join(f"☐ {name}" for name in ADMINISTRATIONS.values()),
        "",
        "Angives senere",
    ],
)
def test_lost_marks_are_unknown(printed: str) -> None:
    assert affected_administrations(printed) is None
