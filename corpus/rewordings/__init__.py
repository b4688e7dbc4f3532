"""Sets of passages that ask for the same in other words, and near misses."""
