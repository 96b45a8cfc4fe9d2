"""Every sentence that the engine says to people, in English and French, by key."""

from ronde.language import LANGUAGES
from ronde.words.catalogue import WORDS, cause, say, sentences, tell

__all__ = ["LANGUAGES", "WORDS", "cause", "say", "sentences", "tell"]
