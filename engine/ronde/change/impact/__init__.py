"""Whom a change of rules touches: people held still, evaluated by the rules before and by those after."""
