"""What the shipped files cite: each provision as drafted in both languages, each address with its page in both."""

import re
from collections.abc import Iterator
from pathlib import Path

from ronde.read.structure import parse

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"
FILES = sorted(RULESETS.rglob("*.yaml"))
LAWS = "https://laws-lois.justice.gc.ca/"
FRENCH_NOT_FOUND = {
    "https://www.canada.ca/en/immigration-refugees-citizenship/news/notices/"
    "designated-educational-credential-assessment-organization-architects.html",
}
"""English pages whose French address is not at hand: an address is looked up, never made up."""


def sources() -> Iterator[tuple[str, dict]]:
    """Every source of every file, with where it is."""
    for path in FILES:
        held = parse(path.read_bytes(), str(path)).tree
        for source in held.get("sources", []) if isinstance(held, dict) else []:
            yield f"{path.relative_to(RULESETS)}: {source['id']}", source


CITED = dict(sources())


def kind_of(english: str) -> str:
    """What a provision is called in French: by its last part, and a numeral below a letter is a subparagraph."""
    parts = re.findall(r"\(([\da-z.]+)\)", english)
    if not parts:
        return "art."
    if parts[-1][0].isdigit():
        return "par."
    return "sous-al." if any(part[0].isalpha() for part in parts[:-1]) else "al."


def test_sources_are_found() -> None:
    """The tests below look at something."""
    assert sum("provision" in each for each in CITED.values()) > 200
    assert sum("url" in each for each in CITED.values()) > 200


def test_every_provision_is_drafted_in_both_languages() -> None:
    """The same numbers and letters, in the same order; in French without the parenthesis that opens before a letter."""
    for where, source in CITED.items():
        if "provision" in source:
            provision = source["provision"]
            assert isinstance(provision, dict), f"{where}: {provision}"
            french, english = provision["fr"], provision["en"]
            assert re.match(r"(art|par|al|sous-al)\. ", french), where
            bare = re.sub(r"\b(art|par|al|sous-al)\. | et | à |, |\(", "", french)
            assert bare == re.sub(r" to |, |-|\(", "", english), where
            assert not re.search(r"\([a-hj-u]\)|\([a-z]\.\d+\)", french), where


def test_every_provision_is_called_by_its_kind() -> None:
    """The word before a number says how deep the provision lies: section, subsection, paragraph, subparagraph."""
    for where, source in CITED.items():
        if "provision" in source:
            english = source["provision"]["en"].split(", ")
            french = re.split(r", | et ", source["provision"]["fr"])
            if "-" in english[0]:
                continue
            kind = ""
            assert len(french) == len(english), where
            for ours, theirs in zip(french, english, strict=True):
                named = re.match(r"(?:art|par|al|sous-al)\.", ours)
                kind = named[0] if named else kind
                assert kind == kind_of(theirs.split(" to ")[0]), where


def test_every_page_of_the_law_is_given_in_both_languages() -> None:
    """The department of Justice names the two pages alike: what stands in French follows from the English address."""
    for where, source in CITED.items():
        url = source.get("url")
        if url and LAWS in str(url):
            assert isinstance(url, dict), where
            french = url["en"].replace("/eng/", "/fra/").replace("/regulations/SOR-", "/reglements/DORS-")
            assert url["fr"] == french.replace("/acts/", "/lois/").replace("/section-", "/article-"), where


def test_no_english_page_of_the_government_stands_alone() -> None:
    """A page that exists in two languages is cited in two, and the French address is not the English one.

    A page whose French address was not found is named above; once cited in two languages it must go from there.
    """
    assert {url for each in CITED.values() if isinstance(url := each.get("url"), str)} >= FRENCH_NOT_FOUND
    for where, source in CITED.items():
        url = source.get("url")
        if isinstance(url, str) and url not in FRENCH_NOT_FOUND:
            assert not re.search(r"canada\.ca/en/|_en\.json|-eng\.html|noc\.esdc", url), f"{where}: {url}"
        elif isinstance(url, dict):
            assert url["fr"] != url["en"], where


READ_LATER = {
    "arranged_employment": "recalled",
    "cec/eligibility": "corroborated",
    "cec/experience": "corroborated",
    "crs/age": "corroborated",
    "crs/canadian_work": "corroborated",
    "crs/education": "corroborated",
    "crs/languages": "corroborated",
    "crs/spouse": "corroborated",
    "crs/transferability": "corroborated",
    "fst/certificate": "corroborated",
    "fst/eligibility": "corroborated",
    "fst/experience": "corroborated",
    "fst/offers": "recalled",
    "fst/trades": "corroborated",
    "fsw/eligibility": "corroborated",
    "fsw/professional_body": "corroborated",
    "work/foreign": "corroborated",
}
"""Topics of whose version of 2015 only a later text was read, and how sure that leaves it."""


def test_a_version_of_which_only_a_later_text_was_read_is_not_official() -> None:
    """How sure it is follows from what was read, and a note in both languages says what that was."""
    for topic, confidence in READ_LATER.items():
        path = RULESETS / topic / "2015-01-01.yaml"
        held = parse(path.read_bytes(), str(path)).tree
        assert held["confidence"] == confidence, topic
        assert set(held["note"]) == {"en", "fr"}, topic
