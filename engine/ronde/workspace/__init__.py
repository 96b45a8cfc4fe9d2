"""A book as it stands in an editor: what somebody who writes it wants told while they type."""
