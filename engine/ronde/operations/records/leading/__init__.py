"""The value of the group of records with the most hours."""
