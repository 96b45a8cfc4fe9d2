"""What definitions are compiled with: which are in force by name, positions in them, and a list of nodes that grows."""
