"""Receipts: a decision with the digests of all that it was made from, and whether it comes out the same again."""
