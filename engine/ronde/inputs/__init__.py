"""What a profile says, against the rules of its date and of other dates."""
