"""What dated cases touch of a book: rows, branches, both answers of every test, both sides of every bound."""
