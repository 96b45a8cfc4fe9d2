"""A room of one check: `page.yaml` says what it is for."""
