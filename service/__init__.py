"""Who may ask: the command line, and later the collection, the API and the pages."""
