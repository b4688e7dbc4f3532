"""Check marks and raised digits, however a format writes them: ``☒``, ``☐``, ``¹``."""

from __future__ import annotations

CHECKED = "☒"
UNCHECKED = "☐"

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_SYMBOLS: dict[str, dict[int, str]] = {
    # Microsoft's symbol fonts: what stands at a character's low byte.
    "wingdings": {
        0x6F: UNCHECKED,
        0x71: UNCHECKED,
        0x72: UNCHECKED,
        0x78: CHECKED,
        0xA7: "•",
        0xA8: UNCHECKED,
        0xD8: "-",
        0xDF: "←",
        0xE0: "→",
        0xE8: "→",
        0xF0: "→",
        0xFB: CHECKED,
        0xFC: CHECKED,
        0xFD: CHECKED,
        0xFE: CHECKED,
    },
    "wingdings 2": {
        0x4F: CHECKED,
        0x50: CHECKED,
        0x51: CHECKED,
        0x52: CHECKED,
        0x53: CHECKED,
        0x54: CHECKED,
        0xA3: UNCHECKED,
    },
    "symbol": {0x2D: "-", 0xAE: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB7: "•", 0xD7: "·"},
}

_BOXES = str.maketrans(
    dict.fromkeys("☑🗹🗷🗵⊠✅\uf0fe\uf0fd\uf078\uf052\uf053", CHECKED)
    | dict.fromkeys("□◻▢❏❑❒⬜\uf0a8\uf06f\uf071\uf0a3", UNCHECKED)
    | {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "-"}
)


def box(checked: bool) -> str:
    """The character for a check box."""
    return CHECKED if checked else UNCHECKED


def boxes(text: str) -> str:
    """Text with every drawn box, ticked box and symbol-font box written as ``☒`` or ``☐``."""
    return text.translate(_BOXES)


def is_symbol_font(font: str) -> bool:
    """Whether the font's letters are pictures."""
    return font.strip().lower() in _SYMBOLS


def symbol(font: str, code: int) -> str:
    """What a character of a symbol font shows; empty for an ornament. Word stores the code with 0xF000 added."""
    return _SYMBOLS.get(font.strip().lower(), {}).get(code & 0xFF, "")


def superscript(text: str) -> str:
    """Raised text: digits become raised digits (``m²``, footnote marks), anything else stays as it is."""
    bare = text.strip()
    return text.translate(_SUPERSCRIPTS) if bare.isascii() and bare.isdigit() else text
