"""Rounds as data: who would have been invited, where a score stands in the pool, on which days an answer changed."""
