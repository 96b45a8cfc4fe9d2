"""What the commands about pools ask of the engine: files of candidates in, answers out, and what is told of them."""
