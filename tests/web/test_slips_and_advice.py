"""The page of an answer says where to turn, and of what is not met the usual slips."""

from __future__ import annotations

import html

from starlette.testclient import TestClient
from tests.web.conftest import EXAMPLES


def test_a_refused_person_sees_the_slips_and_where_to_turn(web: TestClient) -> None:
    """Each slip that the profile shows, and of one that it leaves open what is missing."""
    content = (EXAMPLES / "questions" / "refused.yaml").read_bytes()
    page = web.post("/decision", data={"as_of": "2026-03-05", "lang": "fr"}, files={"file": content})
    assert page.status_code == 200, page.text
    told = " ".join(html.unescape(page.text).split())
    assert "Où s'adresser" in told
    assert "ne peut être invité" in told
    assert "Erreurs fréquentes à vérifier" in told
    assert "Un travail fait pendant des études à temps plein" in told
    assert "Ce qui manque pour le dire : work[3].noc_2021" in told.replace("\N{NO-BREAK SPACE}", " ")
