"""From files to the model, in three passes that each keep positions: structure, schema, meaning."""
