"""Files of a pool: read in parts whatever their size, evaluated, and written whole or not at all."""
