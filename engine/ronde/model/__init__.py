"""What rules are once read: frozen values and the typed intermediate form. No input, no output, no clock."""
