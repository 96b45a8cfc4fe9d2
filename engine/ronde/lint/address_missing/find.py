"""The addresses given once for both languages that are those of a page in one."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.address_language.find import MARKS, OTHER
from ronde.lint.context import Context, Found
from ronde.messages import translate


def find(context: Context) -> Iterator[Found]:
    """Every address that says itself to be of one language, where the other has none."""
    for address in (each for each in written.addresses(context) if each.once):
        said = [language for language in LANGUAGES if MARKS[language].search(address.text(language))]
        if len(said) == 1:
            named = {
                name: {each: translate(f"language-{language}", each) for each in LANGUAGES}
                for name, language in (("own", said[0]), ("missing", OTHER[said[0]]))
            }
            yield Found(address.location(said[0]), named)
