"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less."""
