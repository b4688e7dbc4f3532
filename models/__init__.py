"""What we conclude from the documents: the pipeline from parsed proposals to answers."""
