"""A fact that is written once for every item of a list, as it reads for one of them."""

from __future__ import annotations

from ronde.language import LANGUAGES
from ronde.model.document import Tree
from ronde.model.nodes import Texts
from ronde.syntax.cursor import Cursor
from ronde.syntax.facts import FactSyntax

FOR_EACH = "for_each"
"""The key under which the list stands."""


def for_item(fact: FactSyntax, variable: str, item: str, title: Texts) -> FactSyntax:
    """The fact for one item: `{variable}` is the item, in what people read its title."""
    titles = {language: text for language, text in title.items() if language in LANGUAGES}
    body = {key: part.tree for key, part in fact.at.entries() if key != FOR_EACH}
    written = Cursor(fact.at.document, fact.at.steps, _substituted(body, variable, item, titles))
    return FactSyntax(written, fact.name.replace(f"{{{variable}}}", item))


def _substituted(tree: Tree, variable: str, item: str, titles: Texts) -> Tree:
    braced = f"{{{variable}}}"
    if isinstance(tree, str):
        return tree.replace(braced, item)
    if isinstance(tree, list):
        return [_substituted(each, variable, item, titles) for each in tree]
    if isinstance(tree, dict):
        if tree and tree.keys() <= titles.keys():
            return {language: _substituted(text, variable, titles[language], titles) for language, text in tree.items()}
        return {key.replace(braced, item): _substituted(value, variable, item, titles) for key, value in tree.items()}
    return tree
