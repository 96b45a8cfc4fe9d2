"""Rules to a plan: every definition compiled once for all dates, and linked for each."""
