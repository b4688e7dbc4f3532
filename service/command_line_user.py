"""Who works on the command line, as the audit log names them."""

from __future__ import annotations

import getpass
import os


def command_line_user() -> str:
    """The name that the operating system knows the user by, marked as not being a user of the service."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # in a container a user may have a number only
        name = f"bruger {os.getuid()}"
    return f"{name} (kommandolinjen)"
