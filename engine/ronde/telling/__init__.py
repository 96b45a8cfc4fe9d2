"""How values, facts and conditions are told, in either language."""
