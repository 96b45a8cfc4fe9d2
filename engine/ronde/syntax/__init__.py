"""Files as typed, frozen trees: one class for each form that can be written, each knowing where it stands."""
