"""Print the page about the checks: ``python -m models.checks > docs/checks.md``."""

from __future__ import annotations

import sys

from models.checks.documentation import documentation

if __name__ == "__main__":
    sys.stdout.write(documentation())
