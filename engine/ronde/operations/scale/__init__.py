"""The first of some answers whose minimum a number reaches."""
