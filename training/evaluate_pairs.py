"""How good the pairs are: ``python -m training.evaluate_pairs [--test]`` writes training/results/pairs.json.

Over the open parts every pair is judged by models that saw neither of its families (`fit_pairs.cross_judge`), beside
simple methods, each at the threshold that is best for it. With ``--test`` the shipped model is asked about the test
part instead: that is done once, when everything is decided.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.pairs.features import FEATURES
from models.pairs.model import FLAGGED, PairModel, load, order_of
from models.pairs.space import Placed, unit
from models.types import Relation
from training.dataset import OPEN_PARTS, labelled_proposals
from training.fit_pairs import encoder_in, fit_all, targets
from training.metrics import ece
from training.pair_examples import Examples, build, with_families
from training.pair_families import load_families
from training.pair_metrics import average_precision, best_f1, pair_figures, related_ndcg

RESULTS = Path(__file__).parent / "results" / "pairs.json"

Numbers = NDArray[np.float64]


def rivals(examples: Examples, rows: NDArray[np.intp]) -> Mapping[str, Numbers]:
    """What simple methods score for the pairs in ``rows``."""
    pairs = [examples.pairs[row] for row in rows]
    placed, features = examples.placed, examples.features[rows].astype(np.float64)
    rough = [_centred(one, examples) for one in placed]
    cosine = np.array([float(rough[pair.a] @ rough[pair.b]) for pair in pairs])
    named = {
        name: features[:, FEATURES.index(name)] for name in ("words", "copied", "concepts", "whole", "title_words")
    }
    bm25 = _bm25(examples, rows)
    return {
        "tf-idf cosine": named["words"],
        "bm25": bm25,
        "encoder, mean-centred cosine": cosine,
        "encoder, narrowed directions": named["whole"],
        "5-gram containment": named["copied"],
        "concepts": named["concepts"],
        "tf-idf + encoder + containment": _ranked(named["words"]) + _ranked(cosine) + named["copied"],
        "bm25 + encoder": _ranked(bm25) + _ranked(cosine),
    }


def _centred(placed: Placed, examples: Examples) -> NDArray[np.float32]:
    """The mean vector in the encoder's own directions: the turn undone."""
    back = np.linalg.pinv(examples.weights.turn.astype(np.float64))
    return unit((placed.passages.astype(np.float32).mean(axis=0) @ back).astype(np.float32))


def _bm25(examples: Examples, rows: NDArray[np.intp]) -> Numbers:
    """BM25 (k1 1.2, b 0.75) of each proposal's words as a query to the other, both ways added."""
    bags = [dict(zip(one.words[0].tolist(), one.words[1].tolist(), strict=True)) for one in examples.placed]
    lengths = np.array([len(bag) for bag in bags])
    mean = lengths.mean()

    def one_way(a: int, b: int) -> float:
        norm = 1.2 * (0.25 + 0.75 * lengths[b] / mean)
        return float(
            sum(
                weight * 2.2 * bags[b][word] / (bags[b][word] + norm)
                for word, weight in bags[a].items()
                if word in bags[b]
            )
        )

    return np.array(
        [
            one_way(examples.pairs[r].a, examples.pairs[r].b) + one_way(examples.pairs[r].b, examples.pairs[r].a)
            for r in rows
        ]
    )


def _ranked(values: Numbers) -> Numbers:
    """Values as ranks from 0 to 1, so that different methods can be added."""
    return np.asarray(np.argsort(np.argsort(values)) / max(len(values) - 1, 1))


def judged_by(model: PairModel, examples: Examples) -> tuple[Numbers, Numbers, NDArray[np.intp]]:
    """The shipped model's probability of a flag, of being related, and its class, for every pair."""
    verdicts = model.judge(examples.features)
    return (
        np.array([one.flagged for one in verdicts]),
        np.array([one.related for one in verdicts]),
        np.array([FLAGGED.index(one.kind) for one in verdicts]),
    )


def report(
    examples: Examples, flagged: Numbers, related: Numbers, kinds: NDArray[np.intp], threshold: float
) -> dict[str, object]:
    """The figures of judgements on the written pairs, and what was missed or wrongly flagged, by name."""
    want, _, _, _ = targets(examples)
    rows = np.array([n for n, pair in enumerate(examples.pairs) if pair.written])
    copies = np.array([n for n, pair in enumerate(examples.pairs) if pair.relation is Relation.DUPLICATE])
    ids = [one.entry.id for one in examples.placed]
    names = {n: frozenset((ids[examples.pairs[n].a], ids[examples.pairs[n].b])) for n in rows}
    gold = {names[n]: examples.pairs[n].relation for n in rows if examples.pairs[n].relation is not Relation.NONE}
    given = {names[n]: FLAGGED[kinds[n]] for n in rows if flagged[n] >= threshold}
    members = sorted({name for pair in names.values() for name in pair})
    figures = pair_figures(given, gold, len(members))
    score = order_of(flagged, related, flagged >= threshold)
    answers = _answers(names, score)
    wanted = rows[want[rows]]
    return {
        "proposals": len(members),
        "pairs_flagged_in_gold": len(wanted),
        "ndcg@5": round(related_ndcg(answers, gold), 4),
        "average_precision": round(average_precision(flagged[rows], want[rows]), 4),
        "precision": round(figures.flagged.precision, 4),
        "recall": round(figures.flagged.recall, 4),
        "type_accuracy_of_all_wanted": round(figures.type_accuracy, 4),
        "type_accuracy_of_found": round(
            float(np.mean([FLAGGED[kinds[n]] is examples.pairs[n].relation for n in wanted])), 4
        ),
        "ece": round(ece(flagged[rows], want[rows]), 4),
        "ece_of_those_from_0.1": round(ece(flagged[rows][flagged[rows] >= 0.1], want[rows][flagged[rows] >= 0.1]), 4),
        "false_alarms_per_100": round(figures.false_alarms_per_100, 2),
        "made_copies_found": round(float(np.mean(flagged[copies] >= threshold)), 4),
        "recall_by_relation": {
            kind.value: f"{sum(flagged[n] >= threshold for n in wanted if examples.pairs[n].relation is kind)} of "
            f"{sum(examples.pairs[n].relation is kind for n in wanted)}"
            for kind in FLAGGED[1:]
        },
        "methods": _methods(examples, rows, flagged, want),
        "missed": [_line(examples, ids, n, flagged[n]) for n in wanted if flagged[n] < threshold],
        "false_alarms": [_line(examples, ids, n, flagged[n]) for n in rows if not want[n] and flagged[n] >= threshold],
    }


def _methods(
    examples: Examples, rows: NDArray[np.intp], flagged: Numbers, want: NDArray[np.bool_]
) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, values in {**rivals(examples, rows), "this model": flagged[rows]}.items():
        at, f1 = best_f1(values, want[rows])
        table[name] = {
            "average_precision": round(average_precision(values, want[rows]), 4),
            "best_f1": round(f1, 4),
            "at": round(at, 4),
        }
    return table


def of_sketches(examples: Examples, flagged: Numbers, threshold: float) -> dict[str, object]:
    """The figures of the families of sketches: many alike that are not the same, and the same in other words."""
    want, _, _, _ = targets(examples)
    rows = np.array([n for n, pair in enumerate(examples.pairs) if pair.sketch])
    said, right = flagged[rows], want[rows]
    at, f1 = best_f1(said, right)
    given = said >= threshold
    relations = [examples.pairs[n].relation for n in rows]
    return {
        "pairs": len(rows),
        "pairs_flagged_in_gold": int(right.sum()),
        "average_precision": round(average_precision(said, right), 4),
        "best_f1": round(f1, 4),
        "at": round(at, 4),
        "precision_at_threshold": round(float(right[given].mean()) if given.any() else 0.0, 4),
        "ece_of_those_from_0.1": round(ece(said[said >= 0.1], right[said >= 0.1]), 4),
        "flagged_by_relation": {
            kind.value: f"{sum(g and r is kind for g, r in zip(given, relations, strict=True))} of "
            f"{sum(r is kind for r in relations)}"
            for kind in (Relation.OVERLAP, Relation.FOLLOW_ON, Relation.REVISION, Relation.RELATED, Relation.NONE)
        },
    }


def _answers(names: Mapping[int, frozenset[str]], score: Numbers) -> dict[str, list[str]]:
    found: dict[str, list[tuple[float, str]]] = {}
    for number, pair in names.items():
        a, b = sorted(pair)
        found.setdefault(a, []).append((-score[number], b))
        found.setdefault(b, []).append((-score[number], a))
    return {name: [other for _, other in sorted(ranked)[:10]] for name, ranked in found.items()}


def _line(examples: Examples, ids: list[str], number: int, probability: float) -> dict[str, object]:
    pair = examples.pairs[number]
    close = sorted(zip(FEATURES, examples.features[number].tolist(), strict=True), key=lambda item: -item[1])
    return {
        "a": ids[pair.a],
        "b": ids[pair.b],
        "gold": pair.relation.value,
        "marked": pair.marked,
        "probability": round(float(probability), 3),
        "features": {
            name: round(value, 2)
            for name, value in close
            if name in ("whole", "words", "concepts", "case", "means", "names")
        },
    }


def main() -> None:
    """Scores, prints, and writes the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="ask the shipped model about the test part")
    parser.add_argument("--encoder", type=Path)
    given = parser.parse_args()
    encoder = encoder_in(given.encoder)
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if given.test:
        model = load(encoder=encoder.id)
        examples = build(labelled_proposals(("test",)), encoder, weights=model.weights, names=model.names)
        flagged, related, kinds = judged_by(model, examples)
        results["test"] = report(examples, flagged, related, kinds, model.threshold)
    else:
        examples = build(labelled_proposals(OPEN_PARTS), encoder)
        model, judged, flagged = fit_all(examples, encoder.id)
        related = 1 / (1 + np.exp(-judged.related))
        results["open, cross-validated by family"] = report(
            examples, flagged, related, judged.kinds.argmax(axis=1), model.threshold
        )
        sketched = with_families(examples, load_families(), encoder)
        results["sketches, which the model has not seen"] = of_sketches(
            sketched, judged_by(model, sketched)[0], model.threshold
        )
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for part in results.values():
        print(
            json.dumps(
                {k: v for k, v in part.items() if k not in ("missed", "false_alarms")}, ensure_ascii=False, indent=1
            )
        )


if __name__ == "__main__":
    main()
