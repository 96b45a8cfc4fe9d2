"""The interview: which question is next, how an answer is read, and what an empty profile asks."""
