"""Answers in words, English or French: drawn from the trace of a decision, never computed again."""
