"""Whether all of several conditions hold: the least of truths."""
