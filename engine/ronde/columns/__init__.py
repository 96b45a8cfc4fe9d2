"""Many candidates: one pure function, Arrow batch in, Arrow batch out, by the operations that decide for one."""
