"""Where the command `ronde` begins: the handlers of signals stand before anything heavy is imported.

Exit codes: 0 fine, 1 diagnostics, 2 wrong use, unreadable input or an event outside, 3 a defect of the engine; and as
shells count them, 130 for an interrupt from the keyboard, 143 for a request to end.
"""

from __future__ import annotations

import gc
import sys

from ronde import signals
from ronde.language import LANGUAGES, language_of


def run() -> None:
    """Run the command line and exit. A process that answers once leaves its memory to the system."""
    gc.disable()
    language = language_of(sys.argv[1:])
    signals.install(language)
    try:
        code = main(sys.argv[1:])
    except ImportError as error:
        said = signals.ENDINGS["import-failed"][LANGUAGES.index(language)]
        sys.stderr.write(said.format(reason=error.name or error) + "\n")
        code = 2
    signals.leave()
    sys.exit(code)


def main(argv: list[str]) -> int:
    """Run the command line and return its exit code."""
    from ronde.cli.root import answered

    return answered(argv)
