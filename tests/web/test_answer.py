"""The page of an answer: light, with every reason and every nearest change a button away."""

from __future__ import annotations

import html

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import EXAMPLES

DAY = "2023-07-05"
HEAVIEST = 100_000


def page_of(web: TestClient, name: str, path: str = "/decision", **fields: str) -> str:
    sent = {"as_of": DAY, "lang": "fr", **fields}
    page = web.post(path, data=sent, files={"file": (EXAMPLES / f"{name}.yaml").read_bytes()})
    assert page.status_code == 200
    assert len(page.content) < HEAVIEST
    return html.unescape(page.text)


@pytest.mark.parametrize("path", ["/", "/form", "/decision"])
@pytest.mark.parametrize("name", ["couple-abroad", "tradesperson"])
def test_no_page_of_an_example_is_heavy(web: TestClient, name: str, path: str) -> None:
    assert page_of(web, name, path)


def test_all_reasons_of_a_part_open_where_they_are_asked_for(web: TestClient) -> None:
    """In its place, below the total that it is a part of, with the row that matched."""
    part, row = "fsw.age", "fsw/age/2015-01-01.yaml:"
    before = page_of(web, "pvt-toronto")
    place = before.partition(f'id="why-{part}"')[2].partition("</div>")[0]
    assert f'value="{part}"' in place
    assert row not in place
    after = page_of(web, "pvt-toronto", why=part)
    place = after.partition(f'id="why-{part}"')[2].partition("</div>")[0]
    assert row in place
    assert f'value="{part}"' not in place


def test_the_nearest_changes_are_told_when_they_are_asked_for(web: TestClient) -> None:
    before = page_of(web, "pvt-toronto")
    offered = before.partition('id="reach"')[2].partition("</section>")[0]
    assert 'value="fsw.eligible"' in offered
    assert 'value="cec.eligible"' not in offered
    assert 'value="round:stem"' in offered
    told = page_of(web, "pvt-toronto", reach="fsw.eligible").partition('id="reach"')[2].partition("</section>")[0]
    assert "1 changement" in told
    assert "13\N{NO-BREAK SPACE}757" in told.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def test_what_cannot_be_reached_for_is_told(web: TestClient) -> None:
    told = page_of(web, "pvt-toronto", reach="nothing.at.all").partition('id="reach"')[2].partition("</section>")[0]
    assert "nothing.at.all" in told
