"""Sites of books, made once, and their pages as trees."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree

from tests.support import books

from ronde.model.history import History
from ronde.site.pages import Site

Pages = Mapping[str, bytes]


def site_of(history: History) -> dict[str, bytes]:
    """Every file of the site of a book."""
    return dict(Site(history).pages())


@cache
def real_site() -> Pages:
    """The site of the book that travels with the package."""
    return site_of(books.real())


def tree(page: bytes) -> ElementTree.Element:
    """A page as a tree. Pages are written so that XML reads them too: what is not closed, or not escaped, fails."""
    assert page.startswith(b"<!DOCTYPE html>\n")
    return ElementTree.fromstring(page)


@cache
def real_tree(path: str) -> ElementTree.Element:
    """A page of the real site."""
    return tree(real_site()[path])


def text(element: ElementTree.Element | None) -> str:
    """What a reader sees of a part of a page."""
    return "" if element is None else " ".join("".join(element.itertext()).split(" ")).strip()


BLOCKS = {"p", "li", "dd", "dt", "th", "td", "h1", "h2", "h3", "h4", "blockquote", "caption", "summary"}
APART = {"ul", "ol", "dl", "table", "p"}


def blocks(page: ElementTree.Element) -> Iterator[str]:
    """The text of each paragraph, cell, heading and item of a page; a letter stands for each piece of code."""
    for element in page.iter():
        if element.tag in BLOCKS:
            yield _within(element).strip("\n ")


def _within(element: ElementTree.Element) -> str:
    told = element.text or ""
    for child in element:
        told += "x" if child.tag == "code" else "" if child.tag in APART else _within(child)
        told += child.tail or ""
    return told.replace("\n", "")


def ids(page: ElementTree.Element) -> list[str]:
    """The places of a page that links lead to."""
    return [each.attrib["id"] for each in page.iter() if "id" in each.attrib]


def by_id(page: ElementTree.Element, name: str) -> ElementTree.Element:
    """The part of a page at a place."""
    return next(each for each in page.iter() if each.get("id") == name)


def broken(pages: Pages) -> list[str]:
    """The links of every page that lead nowhere in the site, but for addresses of the web."""
    places = {path: set(ids(tree(page))) for path, page in pages.items() if path.endswith(".html")}
    wrong = []
    for path in places:
        for each in tree(pages[path]).iter():
            link = each.get("href") or each.get("src") or ""
            if not link or link.startswith("https://"):
                continue
            file, _, name = link.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
            if found not in pages or (name and name not in places[found]):
                wrong.append(f"{path}: {link}")
    return wrong
