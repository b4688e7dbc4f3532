"""How the encoder that serves is made from a sentence-transformers model."""
