"""What a municipality trains with is installed with the service; what only development installs is not needed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TRAINING = """
from pathlib import Path
import training.refit, training.refit_stored, training.evaluate
from corpus.examples.load import load_example
from training.dataset import _read
assert _read(load_example(next(iter(sorted(Path("corpus/examples/proposals").iterdir()))))).text
"""


def test_a_service_can_train_with_what_is_installed_with_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = {line.split("==")[0].lower() for extra in project["optional-dependencies"].values() for line in extra}
    modules = [
        module
        for module, owners in packages_distributions().items()
        if {owner.lower() for owner in owners} <= extra and module.isidentifier()
    ]
    assert {"torch", "reportlab", "pytest"} <= set(modules)
    missing = f"import sys; sys.modules.update(dict.fromkeys({modules!r}))"
    ended = subprocess.run(
        [sys.executable, "-c", f"{missing}\n{TRAINING}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
