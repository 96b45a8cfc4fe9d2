"""A topic in words and figures: a version of it, and all of its versions side by side."""
