"""Synthetic candidates: drawn as a file of assumptions says, kept so that their scores follow a published pool."""
