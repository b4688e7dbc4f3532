"""Sentence embeddings that work without network: texts in, rows of length 1 out."""

from models.encoder.encoder import Encoder, load_encoder

__all__ = ["Encoder", "load_encoder"]
