"""The operations of the rules: one room for each, in which its value for one candidate and its column for many stand
side by side. `registry` finds the rooms; what they share stands beside them."""
