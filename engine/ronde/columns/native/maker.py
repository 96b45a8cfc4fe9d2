"""The process that makes native code: it reads a text of LLVM, keeps what that comes to, and writes it.

Whoever began it may have ended meanwhile: the next run finds the code.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode

from ronde.columns.native.compiled import compiled
from ronde.read import cache


def code_of(text: str, key: str) -> bytes:
    """The code of a text, made by a process of its own, which keeps it under a key. Errors: OSError,
    SubprocessError."""
    command = [sys.executable, "-m", __name__, key]
    made = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return made.stdout


def main() -> None:
    """Make the code of the text on standard input, and keep it under the key that is named."""
    code = compiled(sys.stdin.read())
    cache.keep(sys.argv[1], b64encode(code).decode())
    sys.stdout.buffer.write(code)


if __name__ == "__main__":
    main()
