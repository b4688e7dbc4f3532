"""Teaches the encoder's upper layers what asks for the same in other words, and measures it on sets left out.

    python -m training.adapt_to_rewordings --out FOLDER [--all] [--epochs 5]

Contrastive learning over batches of sets of ``corpus/rewordings``: the passages of ``same`` are pulled together and
pushed from the near misses and from all passages of the batch's other sets (supervised contrastive loss of Khosla et
al. 2020). A fifth of the sets is left out and heard before and after; ``--all`` learns from them too, for a model to
be kept. The model goes to ``--out`` for ``python -m training.export_encoder``, the measures to
``training/results/rewordings_adaptation.json``. The lower layers stay as they are, and what they give for a text is
computed once. Nothing that is shipped comes from here as yet.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from training.export_encoder import PACKAGES, default_model
from training.rewordings import Rewordings, heard, load_rewordings

RESULTS = Path(__file__).parent / "results" / "rewordings_adaptation.json"
SEED = 0
FROZEN_LAYERS = 6  # of twelve
LEARNING_RATE = 5e-5
TEMPERATURE = 0.05
SETS_PER_BATCH = 8
HELD_OUT = 5  # one set in so many
MOST_TOKENS = 256
_MASKED = -1e9


class Upper:
    """The layers that learn, over what the lower ones gave for every passage."""

    def __init__(self, model: Any, texts: Sequence[str]) -> None:
        import torch

        self.net = model[0].model
        self._lower: list[Any] = []
        for start in range(0, len(texts), SETS_PER_BATCH):
            some = [f"passage: {text}" for text in texts[start : start + SETS_PER_BATCH]]
            given = model.tokenizer(some, return_tensors="pt", truncation=True, max_length=MOST_TOKENS, padding=True)
            with torch.no_grad():
                hidden = self.net.embeddings(input_ids=given["input_ids"])
                hidden = self._through(hidden, given["attention_mask"], 0, FROZEN_LAYERS)
            lengths = given["attention_mask"].sum(dim=1).tolist()
            self._lower += [row[:length] for row, length in zip(hidden, lengths, strict=True)]

    def parameters(self) -> list[Any]:
        """The weights that learn; all others are fixed."""
        learning = [p for layer in self.net.encoder.layer[FROZEN_LAYERS:] for p in layer.parameters()]
        for parameter in self.net.parameters():
            parameter.requires_grad = False
        for parameter in learning:
            parameter.requires_grad = True
        return learning

    def vectors(self, rows: Sequence[int]) -> Any:
        """Vectors of length 1 of passages. *Shape:* (passages, dimensions)."""
        import torch

        some = [self._lower[row] for row in rows]
        hidden = torch.nn.utils.rnn.pad_sequence(some, batch_first=True)
        lengths = torch.tensor([len(one) for one in some])
        mask = (torch.arange(hidden.shape[1])[None, :] < lengths[:, None]).float()
        hidden = self._through(hidden, mask, FROZEN_LAYERS, len(self.net.encoder.layer))
        pooled = (hidden * mask[..., None]).sum(dim=1) / lengths[:, None]
        return torch.nn.functional.normalize(pooled, dim=1)

    def _through(self, hidden: Any, mask: Any, first: int, last: int) -> Any:
        hole = (1 - mask[:, None, None, :].float()) * _MASKED
        for layer in self.net.encoder.layer[first:last]:
            given = layer(hidden, hole)
            hidden = given[0] if isinstance(given, tuple) else given
        return hidden


def loss_of(vectors: Any, owners: Any, same: Any) -> Any:
    """Supervised contrastive loss: rewordings of one ask against everything else of the batch."""
    import torch

    itself = torch.eye(len(vectors), dtype=torch.bool)
    scores = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, _MASKED)
    together = (owners[:, None] == owners[None]) & same[:, None] & same[None] & ~itself
    log_shares = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    rows = together.any(dim=1)
    return -(log_shares.masked_fill(~together, 0).sum(dim=1)[rows] / together.sum(dim=1)[rows]).mean()


def measured(upper: Upper, sets: Sequence[Rewordings], rows: Sequence[int]) -> dict[str, float]:
    """How far the centred vectors of some sets tell rewordings."""
    import torch

    upper.net.eval()
    with torch.no_grad():
        parts = [upper.vectors(rows[start : start + 32]).numpy() for start in range(0, len(rows), 32)]
    vectors = np.concatenate(parts)
    return asdict(heard(sets, vectors - vectors.mean(axis=0)))


def adapt(upper: Upper, owners: np.ndarray, same: np.ndarray, taught: Sequence[int], epochs: int) -> list[float]:
    """Learns in place; the mean loss of each epoch."""
    import torch

    torch.manual_seed(SEED)
    chosen, order, losses = random.Random(SEED), list(taught), []
    optimiser = torch.optim.AdamW(upper.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    for _ in range(epochs):
        chosen.shuffle(order)
        upper.net.train()
        total = []
        for start in range(0, len(order), SETS_PER_BATCH):
            rows = np.flatnonzero(np.isin(owners, order[start : start + SETS_PER_BATCH]))
            found = upper.vectors(rows.tolist())
            loss = loss_of(found, torch.from_numpy(owners[rows]), torch.from_numpy(same[rows]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total.append(loss.item())
        losses.append(round(float(np.mean(total)), 4))
        print(f"epoch {len(losses)} of {epochs}: loss {losses[-1]}", flush=True)
    upper.net.eval()
    return losses


def main() -> None:
    """Read the command line, learn, measure and write."""
    parser = argparse.ArgumentParser(description="Adapt the encoder to rewordings.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--all", action="store_true", help="learn from the sets that are left out, too")
    given = parser.parse_args()
    sets = load_rewordings()
    owners = np.repeat(np.arange(len(sets)), [len(one.same) + len(one.near) for one in sets])
    same = np.concatenate([[True] * len(one.same) + [False] * len(one.near) for one in sets])
    left_out = [number for number in range(len(sets)) if number % HELD_OUT == 0]
    taught = [number for number in range(len(sets)) if given.all or number % HELD_OUT]
    rows = np.flatnonzero(np.isin(owners, left_out)).tolist()
    model = default_model(given.packages)
    upper = Upper(model, [text for one in sets for text in (*one.same, *one.near)])
    held = [sets[number] for number in left_out]
    before = measured(upper, held, rows)
    losses = adapt(upper, owners, same, taught, given.epochs)
    after = measured(upper, held, rows)
    model.save(str(given.out))
    result = {
        "command": f"python -m training.adapt_to_rewordings --out FOLDER --epochs {given.epochs}",
        "sets": {"taught": len(taught), "left_out": len(left_out)},
        "losses": losses,
        "left_out_before": before,
        "left_out_after": after,
    }
    if not given.all:
        RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
