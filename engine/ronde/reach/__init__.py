"""What would have to change for a fact to hold: the nearest changes that a person can make, found by search."""
