"""One error planted in a shipped example at a time: how many of them the checks find, and what they say without."""
