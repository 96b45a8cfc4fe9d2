"""Many candidates over HTTP: each form in and out, rows set aside, cautions, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import struct
from typing import Any

import pyarrow as pa
import pytest
from starlette.testclient import TestClient

from ronde.api.book import Book
from ronde.batch.files.unpacked import declared
from ronde.web import streams

DAY = "2023-07-05"
ARROW, NDJSON, CSV = streams.MEDIA
ROWS = [{"family_size": 4, "settlement_funds": 25000}, {"family_size": 2, "settlement_funds": None}]
PATH = "/api/v1/evaluations"
FACTS = ["funds.required", "funds.sufficient"]


def arrow(rows: list[dict[str, Any]]) -> bytes:
    table, sink = pa.Table.from_pylist(rows), io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue()


def arrow_of(batch: pa.RecordBatch, codec: str | None = None) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression=codec)) as stream:
        stream.write_batch(batch)
    return sink.getvalue()


SENT = {
    ARROW: arrow(ROWS),
    NDJSON: "\n".join(map(json.dumps, ROWS)).encode(),
    CSV: b"family_size,settlement_funds\n4,25000\n2,\n",
}


def read(form: str, content: bytes) -> list[dict[str, Any]]:
    """The answers, of whatever form, as texts by column."""
    if form == ARROW:
        rows = pa.ipc.open_stream(content).read_all().to_pylist()
    elif form == NDJSON:
        rows = [json.loads(line, parse_float=str) for line in content.splitlines()]
    else:
        return [
            {key: value or None for key, value in row.items()} for row in csv.DictReader(io.StringIO(content.decode()))
        ]
    return [
        {key: str(value).lower() if isinstance(value, bool) else value and str(value) for key, value in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.parametrize("wanted", streams.MEDIA)
def test_every_form_is_answered_in_every_form_as_the_face_answers(
    web: TestClient, book: Book, sent: str, wanted: str
) -> None:
    answer = web.post(
        PATH,
        params={"as_of": DAY, "facts": FACTS},
        content=SENT[sent],
        headers={"content-type": sent, "accept": wanted},
    )
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, wanted), answer.text
    expected = book.evaluate_table(pa.Table.from_pylist(ROWS), as_of=DAY, facts=FACTS).to_pylist()
    found = read(wanted, answer.content)
    assert [row["funds.required"] for row in found] == [str(row["funds.required"]) for row in expected]
    assert [row["funds.sufficient"] for row in found] == [None, None] == [row["funds.sufficient"] for row in expected]
    assert [row["rejected"] for row in found] == [None, None]
    first = 2 if sent == CSV else 1
    assert [row["line"] for row in found] == [str(first), str(first + 1)]


def test_a_row_that_cannot_be_answered_is_in_its_place_with_why(web: TestClient) -> None:
    content = b'{"family_size": 4}\n{"family_size": -1}\n{broken\n{"family_size": 2}\n'
    answer = web.post(PATH, params={"as_of": DAY, "facts": FACTS}, content=content, headers={"content-type": NDJSON})
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["line"] for row in rows] == [1, 2, 3, 4]
    assert [bool(row["rejected"]) for row in rows] == [False, True, True, False]
    assert rows[1]["rejected"].startswith("family_size: ")
    assert rows[1]["funds.required"] is None
    assert rows[3]["funds.required"] is not None


def test_more_rows_than_are_answered_at_a_time_come_in_their_order(web: TestClient) -> None:
    content = "office,family_size\n" + "".join(f"{number},{1 + number % 7}\n" for number in range(45_000))
    params = {"as_of": DAY, "facts": "funds.required", "keep": "office", "cautions": "false"}
    answer = web.post(PATH, params=params, content=content.encode(), headers={"content-type": CSV})
    rows = read(CSV, answer.content)
    assert [row["office"] for row in rows] == [str(number) for number in range(45_000)]
    assert rows[44_999]["funds.required"] == rows[1 + 44_999 % 7 - 1]["funds.required"]


def test_every_row_carries_its_cautions(web: TestClient) -> None:
    answer = web.post(PATH, params={"as_of": "2026-11-05"}, content=SENT[NDJSON], headers={"content-type": NDJSON})
    assert all("incomplete:" in json.loads(line)["cautions"] for line in answer.text.splitlines())


@pytest.mark.parametrize(("spreadsheet", "cell"), [("true", "'=1+1"), ("false", "=1+1")])
def test_no_cell_is_a_formula_if_a_spreadsheet_is_to_open_it(web: TestClient, spreadsheet: str, cell: str) -> None:
    params = {"as_of": DAY, "keep": "office", "facts": "funds.required", "spreadsheet": spreadsheet}
    answer = web.post(PATH, params=params, content=b"office,family_size\n=1+1,2\n", headers={"content-type": CSV})
    assert read(CSV, answer.content)[0]["office"] == cell


@pytest.mark.parametrize(
    ("content", "sent", "params", "status"),
    [
        (b"", CSV, {}, 422),
        (b"family_size\n", CSV, {}, 422),
        (b"famly_size\n3\n", CSV, {}, 422),
        (b"family_size\n\xff\n", CSV, {}, 422),
        (b"no stream", ARROW, {}, 422),
        (SENT[ARROW][:-30], ARROW, {}, 422),
        (SENT[ARROW].replace(b"family_size", b"family_siz\xff"), ARROW, {}, 422),
        (SENT[CSV], CSV, {"facts": "nothing"}, 422),
        (SENT[CSV], CSV, {"as_of_column": "nothing"}, 422),
        (SENT[CSV], CSV, {"as_of": DAY, "as_of_column": "family_size"}, 422),
        (SENT[CSV], "application/json", {}, 415),
        (SENT[CSV], CSV, {"as_of": "yesterday"}, 422),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_no_stream_of_rows_is_a_problem(
    web: TestClient, content: bytes, sent: str, params: dict[str, str], status: int, language: str
) -> None:
    answer = web.post(PATH, params=params, content=content, headers={"content-type": sent, "accept-language": language})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert answer.headers["content-language"] == language


def test_a_form_that_is_not_given_is_a_problem(web: TestClient) -> None:
    answer = web.post(PATH, content=SENT[CSV], headers={"content-type": CSV, "accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")


def test_a_stream_may_be_larger_than_a_profile_but_not_endless(web: TestClient) -> None:
    headers = {"content-type": CSV}
    answer = web.post(PATH, content=b"x" * (streams.LARGEST + 1), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    content = b"family_size,note\n" + b"3,%s\n" % (b"x" * 1_000) * 2_500
    assert web.post(PATH, content=content, headers=headers, params={"ignore": "note"}).status_code == 200


TEXT = "x" * 3_000
ONE_VIEW = struct.pack("<i4sii", len(TEXT), b"xxxx", 0, 0)
ONE_FOR_ALL: dict[str, pa.Array] = {
    "dictionary": pa.DictionaryArray.from_arrays(pa.array([0] * 2_000, pa.int8()), pa.array([TEXT])),
    "view": pa.Array.from_buffers(
        pa.string_view(), 2_000, [None, pa.py_buffer(ONE_VIEW * 2_000), pa.py_buffer(TEXT.encode())]
    ),
    "run": pa.RunEndEncodedArray.from_arrays(pa.array([2_000], pa.int32()), pa.array([TEXT])),
    "nothing": pa.nulls(2_000_000),
}


@pytest.mark.parametrize("name", ONE_FOR_ALL)
def test_what_one_value_says_for_many_rows_counts_for_each(
    web: TestClient, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ronde.api.streams.MOST_UNPACKED", 1_000_000)
    note = ONE_FOR_ALL[name]
    content = arrow_of(pa.record_batch({"family_size": pa.nulls(len(note), pa.int8()), "note": note}))
    assert len(content) < 3_000_000
    answer = web.post(PATH, content=content, params={"ignore": "note"}, headers={"content-type": ARROW})
    assert (answer.status_code, "1\N{NO-BREAK SPACE}MB" in answer.json()["detail"]) == (422, True)


@pytest.mark.parametrize("codec", ["lz4", "zstd"])
def test_what_is_compressed_is_measured_before_it_is_unpacked(
    web: TestClient, codec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = pa.record_batch({"family_size": [2] * 50_000, "sector": pa.array(["x", "y"] * 25_000).dictionary_encode()})
    content, raw = arrow_of(batch, codec), arrow_of(batch)
    assert declared(content) == declared(raw) > 450_000 > len(content) * 10
    headers, params = {"content-type": ARROW}, {"as_of": DAY, "facts": "funds.required", "ignore": "sector"}
    assert web.post(PATH, content=content, params=params, headers=headers).status_code == 200
    monkeypatch.setattr("ronde.api.streams.MOST_UNPACKED", 400_000)
    monkeypatch.setattr(pa.ipc, "open_stream", None)
    assert web.post(PATH, content=content, params=params, headers=headers).status_code == 422


def test_the_examples_of_the_description_are_answered(web: TestClient) -> None:
    told = web.get("/api/v1/openapi.json").json()["paths"]["/evaluations"]["post"]
    bodies = {media: about["schema"].get("examples", []) for media, about in told["requestBody"]["content"].items()}
    assert list(bodies) == list(told["responses"]["200"]["content"]) == list(streams.MEDIA)
    for media, (example,) in ((media, examples) for media, examples in bodies.items() if examples):
        answer = web.post(PATH, content=example, headers={"content-type": media}, params={"as_of": DAY})
        assert (answer.status_code, len(read(media, answer.content))) == (200, 2)
