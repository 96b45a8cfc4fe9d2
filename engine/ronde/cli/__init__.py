"""The command line: it reads options and the clock, calls the engine, and prints. It holds no rules and no logic."""
