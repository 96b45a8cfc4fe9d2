"""The editor's hands: a value of a file changed, a version begun, and the book as it would then be."""
