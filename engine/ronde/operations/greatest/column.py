"""The greatest of several values: for many."""

from __future__ import annotations

import numpy as np

from ronde.operations.folding import folded

column = folded(np.maximum)
"""What makes the step of a node."""
