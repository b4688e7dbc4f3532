"""Scanned files: the PDF's pages as images without a text layer, a little crooked and speckled, in black and white."""

from __future__ import annotations

import io
from collections.abc import Sequence
from time import gmtime

import numpy as np
import pypdfium2
from PIL import Image

from corpus.examples.example import Example
from corpus.examples.layout import FrontTable
from corpus.renderers import pdf

DPI = 200
SEED = 20_140_307
SKEW = 0.6
"""The most that a page lies askew, in degrees."""

NOISE = 14.0
"""Standard deviation of the paper's grey, of 255."""

THRESHOLD = 150
"""Darker than this becomes black."""


def render(
    examples: Sequence[Example],
    *,
    front: FrontTable | None = None,
    look: pdf.Look | None = None,
    dpi: int = DPI,
    seed: int = SEED,
) -> bytes:
    """The examples as an image-only PDF; the same seed gives the same bytes."""
    source = pypdfium2.PdfDocument(pdf.render(examples, front=front, look=look))
    noise = np.random.default_rng(seed)
    try:
        pages = [_scan(page.render(scale=dpi / 72, grayscale=True).to_pil(), noise) for page in source]
    finally:
        source.close()
    target = io.BytesIO()
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        creationDate=gmtime(0),
        modDate=gmtime(0),
    )
    return target.getvalue()


def _scan(page: Image.Image, noise: np.random.Generator) -> Image.Image:
    """One page as a scanner gives it: turned a little, grey noise, then black and white."""
    angle = float(noise.uniform(-SKEW, SKEW))
    turned = page.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32)
    grey = grey + noise.normal(0.0, NOISE, size=grey.shape).astype(np.float32)
    return Image.fromarray(np.where(grey < THRESHOLD, 0, 255).astype(np.uint8), mode="L").convert(
        "1", dither=Image.Dither.NONE
    )
