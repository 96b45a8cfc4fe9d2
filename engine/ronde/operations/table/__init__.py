"""The value of a dense table for its keys."""
