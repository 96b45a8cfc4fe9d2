"""What should be mended in a book though its rules mean something: one room for each check, found by its presence."""
