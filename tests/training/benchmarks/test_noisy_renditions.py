from __future__ import annotations

import random

from training.benchmarks.noisy_renditions import worn

PROSE = [
    f"Afsnit {number} om vejbelysning, som er langt nok til at gælde for løbende tekst i et forslag."
    for number in range(9)
]
FORM = ["1. Baggrund", "\t".join(["2024", "1.200"] * 20)]


def test_only_prose_is_worn_and_nothing_where_no_damage_is_asked_for() -> None:
    assert worn([*FORM, *PROSE], 0.0, 0.0, random.Random(1)) == [*FORM, *PROSE]
    left = worn([*FORM, *PROSE], 0.5, 0.5, random.Random(1))
    assert left[:2] == FORM
    assert len(left) < len(PROSE) + 2
    assert not set(left) <= {*FORM, *PROSE}
