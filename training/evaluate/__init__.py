"""Measures what was trained against the labels and against rivals: ``python -m training.evaluate themes``."""
