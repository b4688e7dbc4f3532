"""Damaged files: the shipped examples as bad disks, broken transfers and careless programs leave them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = Path(__file__).parents[2] / "corpus" / "examples" / "files"

SCAN_SHARE = 0.03
"""Of the files, how many are scans: where one can still be read, it takes seconds a page."""


@dataclass(frozen=True, kw_only=True)
class DamagedFile:
    """A file's name, its bytes, and what was done to it."""

    name: str
    content: bytes
    damage: str


def damaged_files(count: int, *, seed: int) -> Iterator[DamagedFile]:
    """So many damaged files, the same ones for the same seed, all kinds of file and of damage in turn."""
    chance = random.Random(seed)
    files = [(path.name, path.read_bytes()) for path in sorted(FILES.iterdir()) if path.is_file()]
    scans = [file for file in files if "scan" in file[0]]
    others = [file for file in files if file not in scans]
    for number in range(count):
        name, content = chance.choice(scans) if chance.random() < SCAN_SHARE else others[number % len(others)]
        damage = DAMAGES[number // len(others) % len(DAMAGES)]
        stem, _, suffix = name.rpartition(".")
        if damage is _other_suffix:
            suffix = chance.choice([one for one in ("pdf", "docx", "txt", "html", "png") if one != suffix])
        yield DamagedFile(
            name=f"{stem}-{number}.{suffix}",
            content=damage(content, chance),
            damage=damage.__name__.strip("_"),
        )


def _cut_short(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _beginning_lost(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(1, len(content)) :]


def _flipped_bits(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _block_of_zeros(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = min(chance.choice((512, 4096, 32_768)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def _block_of_noise(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = min(chance.choice((64, 512, 4096)), len(content) - start)
    return content[:start] + chance.randbytes(length) + content[start + length :]


def _block_lost(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 512, 4096)) :]


def _block_twice(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start : start + 4096] * chance.choice((2, 50)) + content[start:]


def _line_ends_converted(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n") if chance.random() < 0.5 else content.replace(b"\r", b"")


def _seven_bits(content: bytes, chance: random.Random) -> bytes:
    return bytes(byte & 0x7F for byte in content)


def _head_alone(content: bytes, chance: random.Random) -> bytes:
    return content[:64] + chance.randbytes(chance.choice((0, 100, 100_000)))


def _other_suffix(content: bytes, chance: random.Random) -> bytes:
    return content if chance.random() < 0.5 else chance.randbytes(2000)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut_short,
    _beginning_lost,
    _flipped_bits,
    _block_of_zeros,
    _block_of_noise,
    _block_lost,
    _block_twice,
    _line_ends_converted,
    _seven_bits,
    _head_alone,
    _other_suffix,
)
