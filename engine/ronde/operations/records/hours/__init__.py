"""Hours of work over periods that may overlap: all, or those of the best run or group."""
