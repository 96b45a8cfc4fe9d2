"""What the command line writes: answers to standard output, whole or not at all, and talk to standard error.

Every sentence passes here, and what acts in a terminal is made visible. What goes wrong is an outside event, with words
of its own: a closed output, a full disk, an encoding that lacks a character.
"""

from __future__ import annotations

import os
import select
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, TextIO

import orjson

from ronde import signals
from ronde.messages import cause, translate
from ronde.messages.escape import lines, plain

INPUT, OUTPUT, TALK = 0, 1, 2
"""The numbers of standard input, standard output and standard error."""


AWAITED = 1.0
"""Seconds after which it is said that standard input is awaited."""


class OutsideEvent(Exception):
    """Something that happened outside, such as a full disk: a key of the catalogue of words and its parameters."""

    def __init__(self, code: str, **about: object) -> None:
        super().__init__(code)
        self.code, self.params = code, about


def reserve() -> None:
    """Open nothing in the place of a standard stream that is closed, lest a file of ours take its number."""
    for number in (INPUT, OUTPUT, TALK):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def answer(text: str) -> None:
    """Write an answer and the end of its last line. Errors: OutsideEvent."""
    told = lines(text.removesuffix("\n")) + "\n"
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        content = told.encode(encoding, getattr(sys.stdout, "errors", None) or "strict")
    except UnicodeEncodeError as error:
        raise OutsideEvent("output-encoding", encoding=encoding, character=told[error.start]) from None
    _write(told, content)


def answer_data(data: object) -> None:
    """Write plain data as JSON, in UTF-8 always. Errors: OutsideEvent."""
    content = orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    _write(content.decode(), content)


@contextmanager
def given(language: str) -> Iterator[BinaryIO]:
    """Standard input. Where nothing comes from it and somebody is watching, that it is awaited is said.

    Errors: OutsideEvent where it is closed, or its reading fails.
    """
    stream = sys.stdin
    if stream is None or stream.closed:
        raise OutsideEvent("input-closed")
    try:
        if sys.stderr is not None and sys.stderr.isatty() and not _comes(stream):
            talk(translate("input-awaited", language))
        yield stream.buffer
    except OSError as error:
        raise OutsideEvent("input-unreadable", reason=cause(error)) from None


def asked() -> str | None:
    """A line that a person types, without its end; None at the end of what they say. Errors: OutsideEvent."""
    stream = sys.stdin
    if stream is None or stream.closed:
        raise OutsideEvent("input-closed")
    _said("> ")
    signals.line_open(True)
    try:
        line = stream.buffer.readline()
    except OSError as error:
        raise OutsideEvent("input-unreadable", reason=cause(error)) from None
    signals.line_open(False)
    if not stream.isatty():
        _said("\n")
    return line.decode(stream.encoding or "utf-8", "replace").rstrip("\r\n") if line else None


def _comes(stream: TextIO) -> bool:
    """Whether something can be read without waiting for long; from a terminal it cannot."""
    number = _number(stream)
    if number is None:
        return True
    return not stream.isatty() and bool(select.select([number], [], [], AWAITED)[0])


def talk(text: str) -> None:
    """Say something on standard error, if anybody can hear it."""
    _said(lines(text) + "\n")


class StatusLine:
    """One line of standard error, written over and over, never wider than the terminal."""

    def __init__(self) -> None:
        self.width = 0

    def show(self, line: str) -> None:
        """Write a line over the one before."""
        told = plain(line)[: max(1, shutil.get_terminal_size().columns - 1)]
        _said("\r" + told.ljust(self.width))
        self.width = len(told)
        signals.line_open(True)

    def clear(self) -> None:
        """Leave the line empty."""
        if self.width:
            _said("\r" + " " * self.width + "\r")
            self.width = 0
            signals.line_open(False)


def close() -> None:
    """Write what is left before the process ends. Errors: OutsideEvent."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise _unwritable(error) from None


def abandon() -> None:
    """Let nothing more be written to standard output, so that its end is quiet."""
    if sys.stdout is not None:
        _abandon(OUTPUT)


def _said(text: str) -> None:
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(text.encode(stream.encoding or "utf-8", "backslashreplace").decode(stream.encoding or "utf-8"))
        stream.flush()
    except (OSError, ValueError):
        _abandon(TALK)


def _write(text: str, content: bytes) -> None:
    """Write to standard output without a break. A stream that is no file, as in tests, takes the text."""
    stream: TextIO | None = sys.stdout
    if stream is None or stream.closed:
        raise OutsideEvent("output-closed")
    try:
        number = _number(stream)
        if number is None:
            stream.write(text)
            return
        stream.flush()
        with signals.undivided():
            left = memoryview(content)
            while left:
                try:
                    left = left[os.write(number, left) :]
                except BlockingIOError:
                    select.select([], [number], [])
    except OSError as error:
        raise _unwritable(error) from None


def _number(stream: IO[Any]) -> int | None:
    try:
        return stream.fileno()
    except (OSError, AttributeError):
        return None


def _unwritable(error: OSError) -> OutsideEvent:
    if isinstance(error, BrokenPipeError):
        return OutsideEvent("output-unread")
    return OutsideEvent("output-unwritable", reason=cause(error))


def _abandon(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
