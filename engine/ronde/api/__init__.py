"""What Python programs and notebooks are given: a book that answers in objects, and errors that say what is wrong."""
