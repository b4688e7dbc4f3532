"""Money tables, in the four ways in which they reach us: apart, wrapped, flattened, one cell a line."""

from corpus.tables.find import find_tables
from corpus.tables.vocabulary import Total, total_of

__all__ = ["Total", "find_tables", "total_of"]
