"""The one tree of errors. Every message is a clear Danish sentence that names the file.

GenklangError
├── UsageError            wrong use of the command line (exit status 2)
├── TaxonomyError         a taxonomy file that cannot be used (stands in corpus.themes)
└── ReadError             a file could not be read (exit status 1; the other files are still reported)
    ├── EmptyFile         nothing in it
    ├── UnknownFormat     not a document of a kind we read
    ├── Encrypted         protected by a password
    ├── Damaged           truncated or not what its name says
    ├── TooLarge          over a limit: bytes, pages, pixels, unpacked size, memory, output
    ├── TooSlow           over its time limit
    ├── Unreadable        a text layer or an encoding that gives no readable text
    └── MissingProgram    a program that this kind of file needs is not installed (Tesseract)
"""

from __future__ import annotations


class GenklangError(Exception):
    """Anything that we tell a user about, in a Danish sentence."""


class UsageError(GenklangError):
    """Wrong use of the command line."""


class ReadError(GenklangError):
    """A file that could not be read. ``source`` is its name as the user gave it."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class EmptyFile(ReadError):
    """The file holds nothing."""


class UnknownFormat(ReadError):
    """Not a document of a kind that we read."""


class Encrypted(ReadError):
    """The file is protected by a password."""


class Damaged(ReadError):
    """The file is truncated or not what it claims to be."""


class TooLarge(ReadError):
    """The file is over a limit of size, pages, pixels, memory or output."""


class TooSlow(ReadError):
    """Reading took longer than its limit."""


class Unreadable(ReadError):
    """The file has text, but none that can be read."""


class MissingProgram(ReadError):
    """Reading this file needs a program that is not installed."""
