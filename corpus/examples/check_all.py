"""Checks every shipped example and all of them together: ``python -m corpus.examples.check_all``."""

from __future__ import annotations

import sys

from corpus.examples.load import check, check_collection, load_examples


def main() -> int:
    """Print what is wrong, a line each; the exit status is 1 when anything is."""
    examples = load_examples()
    problems = [f"{example.id}: {problem}" for example in examples for problem in check(example)]
    problems += check_collection(examples)
    print("\n".join(problems) or f"{len(examples)} eksempler er i orden.")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
