"""The shipped examples as files: every way in which real proposals reach a reader, from one source.

Each renderer gives the same bytes (or text) for the same examples: dates are fixed and noise comes from a seed.
"""
