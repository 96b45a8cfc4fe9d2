"""The input of a run. Spark reads Parquet; of a text it is told the parts, which workers read as one machine would."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from ronde.batch.files.formats import Form, format_of
from ronde.batch.files.source import Part, Watch, broken, names_once, open_source
from ronde.batch.reading import LINE
from ronde.batch.spark.share import PARTS, Text
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation


@dataclass(frozen=True)
class Source:
    """What is to be read: its `files`, their columns, and how they are shared out.

    Of Parquet files it is known how many rows come `before` each; of a `text`, in which `parts` it is read.
    """

    files: Sequence[Path]
    schema: pa.Schema
    before: Sequence[int] = ()
    text: Text | None = None
    parts: Sequence[Part] = ()


def find(path: Path, language: str, part_rows: int, watch: Watch) -> Source:
    """What stands under a name: a file of Parquet, CSV or JSON Lines, or a folder of Parquet files.

    Errors: ValidationError where there is nothing, or nothing that can be read, or the files of a folder differ.
    """
    if path.is_dir():
        files = sorted(each for each in path.glob("*.parquet") if not each.name.startswith((".", "_")))
        if not files:
            raise refuse("spark-folder", SourceLocation(str(path)))
        return _parquet(files)
    form = format_of(path)
    source = open_source(path, form, language, part_rows)
    if form.form is Form.PARQUET:
        return _parquet([path])
    source.survey(watch)
    return Source([path], source.schema, text=Text(str(path.absolute()), form), parts=source.parts)


def _parquet(files: Sequence[Path]) -> Source:
    """Parquet files of the same columns."""
    schemas, counts = [], []
    for file in files:
        try:
            about = pq.ParquetFile(file)
        except (OSError, pa.ArrowException) as error:
            raise broken(file, error) from None
        schemas.append(about.schema_arrow.remove_metadata())
        counts.append(about.metadata.num_rows)
        if not schemas[-1].equals(schemas[0]):
            raise refuse("spark-columns-differ", SourceLocation(str(file)), first=files[0].name)
    names_once(schemas[0].names, files[0])
    strange = [field for field in schemas[0] if _unlike_spark(field.type)]
    if strange:
        raise refuse("spark-type", SourceLocation(str(files[0])), name=strange[0].name, found=str(strange[0].type))
    if not sum(counts):
        raise refuse("read-no-rows", SourceLocation(str(files[0])))
    return Source(files, schemas[0], list(accumulate(counts, initial=0))[:-1])


def _unlike_spark(kind: pa.DataType) -> bool:
    """Whether a type of Parquet, or one within it, is none of Spark's."""
    within = [kind.field(number).type for number in range(kind.num_fields)]
    nanoseconds = pa.types.is_timestamp(kind) and kind.unit == "ns"
    return nanoseconds or pa.types.is_time(kind) or pa.types.is_float16(kind) or any(map(_unlike_spark, within))


def frame(session: Any, source: Source, ignored: Collection[str]) -> tuple[Any, pa.Schema]:
    """What Spark shares out, rows or parts, and the columns of rows as the kernel will see them; the last is LINE."""
    names = [name for name in source.schema.names if name not in ignored]
    if source.text is None:
        return _rows(session, source, names)
    parts = [(part.start, part.size, part.line, part.rows) for part in source.parts]
    shares = session.sparkContext.parallelize(parts, len(parts))
    columns = pa.schema([*map(source.schema.field, names), (LINE, pa.int64())])
    return session.createDataFrame(shares, ", ".join(f"{name} long" for name in PARTS.names)), columns


def _rows(session: Any, source: Source, names: Sequence[str]) -> tuple[Any, pa.Schema]:
    """The rows of Parquet files as Spark's columns, by number, and their types."""
    from pyspark.sql import functions as f
    from pyspark.sql.pandas.types import to_arrow_type

    rows = session.read.parquet(*[address(file) for file in source.files])
    before = f.lit(0)
    if len(source.files) > 1:
        counted = {str(file.absolute()): count for file, count in zip(source.files, source.before, strict=True)}
        paths = [urlsplit(each).path for each in rows.inputFiles()]
        pairs = [(f.lit(path), f.lit(counted[unquote(path)])) for path in paths]
        path = f.regexp_replace("_metadata.file_path", "^file:/+", "/")
        before = f.create_map(*[each for pair in pairs for each in pair])[path]
    line = (before + f.col("_metadata.row_index") + 1).cast("long")
    columns = [f.col(f"`{name.replace('`', '``')}`") for name in names]
    numbered = rows.select(*columns, line).toDF(*[f"c{number}" for number in range(len(names) + 1)])
    types = [to_arrow_type(field.dataType) for field in numbered.schema.fields]
    return numbered, pa.schema(list(zip([*names, LINE], types, strict=True)))


def address(path: Path) -> str:
    """A path as Spark takes it: of the machine's own files, whatever its default is, and with no pattern in it."""
    return "file://" + re.sub(r"([\\\[\]{}*?])", r"\\\1", str(path.absolute()))
