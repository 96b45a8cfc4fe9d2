"""The canonical form of a file: indentation, spaces, blank lines, order of its keys; never a letter of a value."""
