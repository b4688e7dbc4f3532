"""The API over HTTP: routes that ask the collection, who may ask them, and how errors are told."""
