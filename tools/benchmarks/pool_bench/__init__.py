"""What `tools/bench pool` is made of: the same slice of the rules, written for each engine, run and compared."""
