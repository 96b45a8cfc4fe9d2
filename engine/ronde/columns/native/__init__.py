"""Plans in native code: one function over one row, compiled for this processor. It takes the extra `native`."""
