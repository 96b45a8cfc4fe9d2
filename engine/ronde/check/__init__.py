"""The check of everything in a book: the rules, and every other file by the reader that uses it."""
