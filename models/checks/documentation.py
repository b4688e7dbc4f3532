"""The page about the checks, made from the rules themselves: ``python -m models.checks > docs/checks.md``."""

from __future__ import annotations

from models.checks.registry import RULES
from models.types import Severity

_WEIGHTS: dict[Severity, str] = {"error": "fejl", "warning": "advarsel", "note": "bemærkning"}

_HEAD = """\
# Checks

What Genklang holds against what, and says when it does not agree. This page is made from the rules themselves with
`python -m models.checks > docs/checks.md`; a test compares the two.

A finding has a rule, a weight (`error`, `warning` or `note`), a sentence in Danish, the numbers that disagree (money in
kroner) and the place in the text. *fejl* (error) is a contradiction between printed numbers; *advarsel* (warning) is
something that a careful reader would ask about; *bemærkning* (note) is worth knowing and may be quite in order. The
same rule may weigh less where the print leaves a doubt, and a document that was read from a picture has no errors,
only warnings.

| rule | weight | hvad er der galt | hvad sammenlignes | eksempel | hvad gør man |
| --- | --- | --- | --- | --- | --- |
"""


def documentation() -> str:
    """The page as Markdown, with a newline at its end."""
    rows = (
        f"| `{rule.id}` | {_WEIGHTS[rule.severity]} | {rule.title} | {rule.compares} | {rule.example} | {rule.remedy} |"
        for rule in RULES
    )
    return _HEAD + "\n".join(rows) + "\n"
