"""One reader for each kind of file: from bytes to printed lines, rows of cells kept apart."""
