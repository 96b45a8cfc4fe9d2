"""What differs between two dates of a book, or between two books, told by topic."""
