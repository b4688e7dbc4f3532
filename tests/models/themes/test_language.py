from __future__ import annotations

import time

import pytest

from models.themes import language_finding

DANISH = (
    "Kommunen bruger i dag fire systemer til at fordele opgaverne, og de ansatte skriver det samme flere gange. "
    "Med forslaget samles det hele et sted, så der bliver tid til de borgere, som har brug for hjælp, og der sker "
    "færre fejl, når en sag skal videre fra den ene afdeling til den anden."
)
ENGLISH = (
    "The municipality uses four systems to distribute its tasks, and the staff have to write the same things more than "
    "once. With this proposal all of it will be found in one place, so that there is time for the citizens who are in "
    "need of help, and fewer errors are made when a case is handed over."
)
SWEDISH = (
    "Kommunen använder i dag fyra system för att fördela uppgifterna, och de anställda skriver samma sak flera gånger. "
    "Med förslaget samlas allt på ett ställe, så att det blir tid till de medborgare som behöver hjälp, och det blir "
    "också färre fel när ett ärende ska vidare från den ena avdelningen till den andra, vilket är viktigt."
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "engelsk"), (SWEDISH, "svensk")])
def test_another_language_is_warned_of(text: str, language: str) -> None:
    finding = language_finding(text)
    assert finding is not None
    assert finding.severity == "warning"
    assert language in finding.message


@pytest.mark.parametrize("text", [DANISH, DANISH + " It is the case that an onboarding tool is used.", "", "The end."])
def test_danish_and_short_texts_are_not(text: str) -> None:
    assert language_finding(text) is None


def test_text_of_no_language_is_warned_of() -> None:
    assert language_finding("xqv zzrk pltt " * 40) is not None


def test_a_long_text_is_not_read_to_its_end() -> None:
    start = time.perf_counter()
    assert language_finding(DANISH * 20_000) is None
    assert time.perf_counter() - start < 1.0
