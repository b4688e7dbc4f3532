"""Sketches of proposals: a title and a short text with themes, written for training and never used for measuring."""
