"""What is printed in the documents, and the shipped examples."""
