"""The model card of the theme tagger, in Danish, written from the figures: ``python -m training.card``.

Nothing in it is typed in by hand that a result file knows; the card and the figures cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.metrics import Bin
from training.pictures import Curve, Picture, learning_curve, reliability_diagram

RESULT = Path(__file__).parent / "results" / "themes.json"
CARD = Path(__file__).parents[1] / "models" / "trained" / "themes" / "CARD.md"

Result = Mapping[str, Any]

_FEW = 5  # test proposals with a theme, below which its line is to be read with care

_COLUMNS: Sequence[tuple[str, str]] = (
    ("micro_f1", "mikro-F1"),
    ("macro_f1", "makro-F1"),
    ("precision", "præcision"),
    ("recall", "genfinding"),
    ("ndcg@5", "nDCG@5"),
    ("ranking_precision", "rangpræcision"),
    ("ece", "ECE"),
    ("brier", "Brier"),
)


def write(result: Result, path: Path = CARD) -> None:
    """Writes the card of a result beside the model."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(result), encoding="utf-8")


def text(result: Result) -> str:
    """The card in Markdown."""
    parts = (_use(), _data(result), _figures(result), _themes(result), _calibration(result), _curve(result), _limits())
    return "\n\n".join(("# Modelkort: temaer i forslag", *parts)) + "\n"


def comparison(result: Result) -> str:
    """The table of all methods: figures on the test part, our own with their intervals."""
    head = ["metode", *(label for _, label in _COLUMNS)]
    rows = [
        [method["label"], *(_figure(method[name], ranged=name == "micro_f1") for name, _ in _COLUMNS)]
        for method in result["methods"].values()
    ]
    return _table([head, *rows])


def pictures(result: Result) -> dict[str, Picture]:
    """The reliability diagram and, where it was measured, the learning curve."""
    made = {
        "reliability": reliability_diagram(
            [Bin(**line) for line in result["reliability"]], title="Holder sandsynlighederne? Testdelen"
        )
    }
    if result.get("learning_curve"):
        curves = [
            Curve(
                name=one["label"],
                points=tuple((100 * point["share"], point["micro_f1"]) for point in one["points"]),
                ranges=tuple((point["low"], point["high"]) for point in one["points"]),
            )
            for one in result["learning_curve"]
        ]
        made["learning"] = learning_curve(
            curves,
            title="Hvad hjælper flere eksempler?",
            across="Andel af familierne, pct.",
            upwards="Mikro-F1 på test",
        )
    return made


def _use() -> str:
    return """## Hvad modellen er til

Modellen foreslår temaer til et dansk investerings-, innovations- eller effektiviseringsforslag, hvert med en
sandsynlighed og de steder i teksten, der taler for det. Den er lavet til at sortere og genfinde forslag.

**Den må ikke bruges til** at afgøre, om et forslag skal fremmes eller afvises, til at vurdere personer eller enheder,
eller som eneste grundlag for statistik, der offentliggøres. Temaerne er forslag, som et menneske retter."""


def _data(result: Result) -> str:
    data = result["data"]
    return f"""## Data

Modellen er lært af {data["development"]} eksempler i {data["development_families"]} familier (forslag, der hører
sammen) og {data["sketches"]} korte skitser. Den er målt på {data["test"]} andre eksempler i {data["test_families"]}
familier, som ingen så på, mens den blev lavet. Alle eksempler er skrevet til projektet: de ligner kommunale forslag,
men er det ikke, og tal fra dem er ikke tal for en bestemt kommunes forslag. Der er {data["themes"]} temaer. Temaer, som
en læser kan forsvare, men ikke behøver give, tæller hverken for eller imod.

Dataenes fingeraftryk: `{data["fingerprint"][:16]}`. Encoder: `{result.get("encoder", "ukendt")}`."""


def _figures(result: Result) -> str:
    ahead = result["ahead_of_best_rival"]
    rival = result["methods"][ahead["rival"]]["label"]
    goals = result["goals"]
    ours = next(iter(result["methods"].values()))
    lines = [
        _goal("Mikro-F1", ours["micro_f1"], goals["micro_f1"], at_least=True),
        _goal(f"Forspring for den bedste anden metode ({rival})", ahead["micro_f1"], goals["ahead_of_best_rival"]),
        _goal("ECE (kalibreringsfejl)", ours["ece"], goals["ece"], at_least=False),
    ]
    methods = "\n".join(f"- {one['label']}: {one['how']}." for one in result["methods"].values())
    return f"""## Hvor godt den rammer

Tallene i parentes er 95 %-intervaller fra gentagne udtræk af familier; testen er lille, så de er brede.

{"".join(f"- {line}{chr(10)}" for line in lines)}
{comparison(result)}
Hvordan metoderne er kørt:

{methods}

Målt med `{result["command"]}`."""


def theme_lines(result: Result) -> str:
    """The table of themes: how often each was to be found, was given and was right, and its F1."""
    rows = [
        [line["label"], str(line["gold"]), str(line["found"]), str(line["right"]), _number(line["f1"])]
        for line in result["per_theme"]
    ]
    return _table([["tema", "skal findes", "givet", "rigtige", "F1"], *rows])


def _themes(result: Result) -> str:
    rare = sum(line["gold"] < _FEW for line in result["per_theme"])
    return f"""## Tema for tema

{rare} af {len(result["per_theme"])} temaer står i færre end {_FEW} af testens forslag: deres egne tal siger kun lidt.

{theme_lines(result)}""".rstrip()


def _calibration(result: Result) -> str:
    ours = next(iter(result["methods"].values()))
    return f"""## Holder sandsynlighederne?

Over alle svar, også de mange små, er kalibreringsfejlen {_figure(ours["ece"])} (lige brede intervaller) og
{_figure(ours["ece_equal_mass"])} (lige mange svar i hvert). For de temaer, som brugeren ser, er den
{_figure(ours["ece_of_given"])}.

{pictures(result)["reliability"].markdown}""".rstrip()


def _curve(result: Result) -> str:
    made = pictures(result)
    if "learning" not in made:
        return "## Hvad flere eksempler giver\n\nIkke målt i denne kørsel."
    return f"## Hvad flere eksempler giver\n\nMikro-F1 på testen:\n\n{made['learning'].markdown}".rstrip()


def _limits() -> str:
    return """## Grænser

- Modellen er lært af eksempler, der er skrevet af få forfattere efter én taksonomi. Ret temaerne, og lær den op med
  rettelserne, før tallene bruges om en kommunes egne forslag; mål den med `genklang evaluate`.
- Teksten skal være dansk. På engelsk og svensk svarer modellen, men med en advarsel.
- Et tema, der kun findes som definition, bedømmes efter sin beskrivelse alene og rammer dårligere.
- Mange temaer er sjældne. Et højt samlet tal siger lidt om dem hver for sig; se tabellen."""


def _goal(name: str, figure: Mapping[str, float], goal: float, *, at_least: bool = True) -> str:
    reached = figure["value"] >= goal if at_least else figure["value"] <= goal
    word = "mindst" if at_least else "højst"
    return f"{name}: {_figure(figure, ranged=True)}. Mål: {word} {_number(goal)}; {'nået' if reached else 'ikke nået'}."


def _figure(figure: Mapping[str, float], *, ranged: bool = True) -> str:
    value = _number(figure["value"])
    return f"{value} ({_number(figure['low'])}–{_number(figure['high'])})" if ranged else value


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace(".", ",")


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *others = rows
    lines = [head, ["---"] * len(head), *others]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Writes the card of the stored result."""
    write(json.loads(RESULT.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
