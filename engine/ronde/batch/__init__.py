"""Where batches come from and go to: files, other processes, Spark."""
