"""The value beside the first condition that holds, else the last."""
