"""Whether one of several conditions holds: the greatest of truths."""
