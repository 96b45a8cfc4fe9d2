"""Every sentence that the engine says to people, in English and French, by key."""

from ronde.language import LANGUAGES
from ronde.messages.translate import cause, translate

__all__ = ["LANGUAGES", "cause", "translate"]
