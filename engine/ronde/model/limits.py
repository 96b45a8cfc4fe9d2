"""How much may be read, held and told: one constant for each limit, with its reason.

They keep any file whatever to about two seconds of processor time and 512 megabytes of memory; the largest file that
travels with the package comes to a fifth of the nearest of them. The table in `docs/language.md` is held to them.
"""

from __future__ import annotations

LARGEST_FILE = 500_000
"""Bytes of a YAML or JSON file: the scanner takes up to two microseconds for each, whatever they say."""

LARGEST_PROFILE = 300_000
"""Bytes of a profile: sixty records in every list, each with every field, are under 200,000."""

MOST_VALUES = 15_000
"""Keys and values of a file, those repeated by aliases counted anew: each takes 60 to 90 microseconds to read."""

MOST_TOKENS = 3 * MOST_VALUES
"""Marks and words of a file: the scanner looks ahead, so it is stopped before values can be counted."""

MOST_CHARACTERS = 10_000_000
"""Characters of a file's texts and of the paths to them, aliases followed: what is kept of a file in memory."""

DEEPEST = 60
"""Levels of a file, one in another: reading and compiling go down as deep, far from what Python's stack holds."""

LONGEST_KEY = 200
"""Characters of a key: the longest name of a fact has a fifth."""

LONGEST_TEXT = 10_000
"""Characters of a text that a profile gives."""

LONGEST_PATTERN = 500
"""Characters of a `pattern` of a ruleset."""

MOST_DIAGNOSTICS = 50
"""Diagnostics told at once: nobody reads more before mending the first; the others are counted."""

LONGEST_NEAR = 60
"""Characters of a name for which the nearest known one is sought: finding it takes time by the square of its length."""

MOST_NEAR = 3_000
"""Known names among which the nearest is sought."""

MOST_CELLS = 4_000
"""Cells of a table, all keys crossed: where a key is unknown, pools hold the square of them."""

MOST_CELLS_IN_ALL = 100_000
"""Cells of all tables in force on a day: half a second to prove that each has one answer."""

MOST_FACTS = 4_000
"""Facts in force on a day, one for each item of `for_each`: a tenth of a millisecond and some kilobytes for each."""

MOST_RECORDS = 60
"""Records of one list in a profile: totals over them are bounded by it."""

MOST_COLUMNS = 5_000
"""Columns of a pool's file, fields within columns counted: each is looked up in the rules, in some microseconds."""

LONGEST_ROW = 1_000_000
"""Bytes of one row of text of a pool's file: three of the largest profiles, so that carried columns have room."""

MOST_REASONS = 20
"""Reasons told of one row set aside; the others are counted. Rows are many, and texts of hundreds of reasons long."""
