"""Whether planted errors are found, and what is said of the same proposals without them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.checks import RULES
from models.types import Finding
from training.planted.plants import planted
from training.planted.prints import Checked, checked
from training.planted.vectors import Trap, Vector, is_clean, open_examples

Json = dict[str, object]

_SAME = 0.006
"""How far a number of a finding may be from the planted one, relatively: findings may round as they print."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the checks said of one vector.

    ``near`` are new findings of the rule that point elsewhere, ``others`` the other rules with new findings,
    ``corrected`` what the rule says of the sentence put right (None where there is no such sentence).
    """

    vector: Vector
    found: bool
    near: tuple[str, ...]
    others: tuple[str, ...]
    twin: tuple[str, ...]
    corrected: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Untouched:
    """A finding in an example as it is."""

    example: str
    rule: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Trapped:
    """What the checks said of a change that is no error: (rule, message) of every new finding, whatever its rule."""

    trap: Trap
    said: tuple[tuple[str, str], ...]


class Twins:
    """The untouched examples, each printed and checked once a dialect."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for."""
        self._kept: dict[tuple[str, str, str | None], Checked] = {}

    def of(self, example: str, dialect: str, other: str | None = None) -> Checked:
        """What the checks say of an untouched example."""
        key = (example, dialect, other)
        if key not in self._kept:
            examples = open_examples()
            self._kept[key] = checked(examples[example], dialect, other=examples[other] if other else None)
        return self._kept[key]


def outcome(vector: Vector, twins: Twins) -> Outcome:
    """Plants one vector, and holds what is found against its twin."""
    examples = open_examples()
    example = examples[vector.example]
    other = examples[vector.other] if vector.other else None
    twin = twins.of(vector.example, vector.twin_dialect, vector.other)
    after = checked(planted(example, vector.plants), vector.dialect, vector.edits, other)
    new = _new(after, twin)
    own = [finding for finding in new if finding.rule == vector.rule]
    hits = [finding for finding in own if _points(finding, vector, after.text)]
    corrected = None
    if vector.corrected:
        right = checked(planted(example, vector.corrected), vector.dialect)
        corrected = tuple(finding.message for finding in _new(right, twin) if finding.rule == vector.rule)
    return Outcome(
        vector=vector,
        found=bool(hits),
        near=tuple(finding.message for finding in own if finding not in hits),
        others=tuple(sorted({finding.rule for finding in new if finding.rule != vector.rule})),
        twin=tuple(finding.message for finding in twin.findings if finding.rule == vector.rule),
        corrected=corrected,
    )


def trapped(trap: Trap, twins: Twins) -> Trapped:
    """Makes a change that is no error, and looks for what is said of it."""
    after = checked(planted(open_examples()[trap.example], trap.plants), trap.dialect, trap.edits)
    new = _new(after, twins.of(trap.example, trap.dialect))
    return Trapped(trap=trap, said=tuple((finding.rule, finding.message) for finding in new))


def untouched(twins: Twins) -> tuple[Untouched, ...]:
    """Every finding in every untouched example, but those of rules that its author has planted something for."""
    return tuple(
        Untouched(example=name, rule=finding.rule, message=finding.message)
        for name, example in open_examples().items()
        for finding in twins.of(name, "docx").findings
        if is_clean(example, finding.rule)
    )


def measures(outcomes: Sequence[Outcome], traps: Sequence[Trapped], plain: Sequence[Untouched]) -> Json:
    """Totals, every rule's figures, the misses and the false alarms."""
    claimed = [one for one in outcomes if one.vector.beyond is None]
    return {
        **_recall(outcomes),
        "fresh": _recall([one for one in outcomes if one.vector.fresh]),
        "claimed": _recall(claimed),
        "claimed_fresh": _recall([one for one in claimed if one.vector.fresh]),
        "twins": len({(*_twin(one), one.vector.rule) for one in outcomes}),
        "false_alarms_on_twins": len(_alarms(outcomes)),
        "corrected": sum(one.corrected is not None for one in outcomes),
        "false_alarms_on_corrected": sum(bool(one.corrected) for one in outcomes),
        "traps": len(traps),
        "false_alarms_on_traps": sum(bool(one.said) for one in traps),
        "rules": {rule.id: _of_rule(rule.id, outcomes, traps, plain) for rule in RULES},
        "misses": [_miss(one) for one in outcomes if not one.found],
        "alarms": [*_alarms(outcomes), *_corrected_alarms(outcomes), *map(_trap_alarm, filter(_has_said, traps))],
        "untouched": [{"rule": one.rule, "example": one.example, "said": one.message} for one in plain],
    }


def _of_rule(rule: str, outcomes: Sequence[Outcome], traps: Sequence[Trapped], plain: Sequence[Untouched]) -> Json:
    own = [one for one in outcomes if one.vector.rule == rule]
    fresh = [one for one in own if one.vector.fresh]
    return {
        **_recall(own),
        **({"fresh": _recall(fresh)} if fresh else {}),
        "twins": len({_twin(one) for one in own}),
        "false_alarms_on_twins": len(_alarms(own)),
        "corrected": sum(one.corrected is not None for one in own),
        "false_alarms_on_corrected": sum(bool(one.corrected) for one in own),
        "traps": sum(one.trap.rule == rule for one in traps),
        "false_alarms_on_traps": sum(any(said == rule for said, _ in one.said) for one in traps),
        "found_in_all_untouched": sum(one.rule == rule for one in plain),
    }


def _recall(outcomes: Sequence[Outcome]) -> Json:
    found = sum(one.found for one in outcomes)
    return {
        "planted": len(outcomes),
        "found": found,
        "recall": round(found / len(outcomes), 4) if outcomes else None,
    }


def _twin(one: Outcome) -> tuple[str, str, str]:
    return (one.vector.example, one.vector.twin_dialect, one.vector.other or "")


def _alarms(outcomes: Sequence[Outcome]) -> list[Json]:
    """What the rule says of the twins, each twin counted once a rule."""
    told = {(*_twin(one), one.vector.rule, message): one for one in outcomes for message in one.twin}
    return [
        {"rule": rule, "example": example, "dialect": dialect, "said": message}
        for example, dialect, _, rule, message in told
    ]


def _corrected_alarms(outcomes: Sequence[Outcome]) -> list[Json]:
    """What the rules say of sentences put right."""
    return [
        {"rule": one.vector.rule, "id": one.vector.id, "corrected": one.vector.right, "said": list(one.corrected)}
        for one in outcomes
        if one.corrected
    ]


def _has_said(one: Trapped) -> bool:
    return bool(one.said)


def _trap_alarm(one: Trapped) -> Json:
    said = [f"{rule}: {message}" for rule, message in one.said]
    return {"rule": one.trap.rule, "id": one.trap.id, "trap": one.trap.what, "said": said}


def _miss(one: Outcome) -> Json:
    return {
        "id": one.vector.id,
        "rule": one.vector.rule,
        "example": one.vector.example,
        "fresh": one.vector.fresh,
        "planted": one.vector.what,
        "said_elsewhere": list(one.near),
        "found_by_others": list(one.others),
        **({"beyond": one.vector.beyond} if one.vector.beyond else {}),
    }


def _new(after: Checked, twin: Checked) -> list[Finding]:
    known = {(finding.rule, finding.message) for finding in twin.findings}
    return [finding for finding in after.findings if (finding.rule, finding.message) not in known]


def _points(finding: Finding, vector: Vector, text: str) -> bool:
    """Whether a finding is about what was planted: its place lies in the sentence, or it names a planted number."""
    if vector.sentence is not None:
        start = text.find(vector.sentence)
        end = start + len(vector.sentence)
        return start < 0 or (finding.start is not None and start <= finding.start < end)
    if vector.says not in finding.message:
        return False
    if vector.expected:
        return any(_same(value, wanted) for value in finding.values for wanted in vector.expected)
    return True


def _same(a: float, b: float) -> bool:
    return math.isclose(abs(a), abs(b), rel_tol=_SAME, abs_tol=0.05)
