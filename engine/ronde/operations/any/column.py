"""Whether one of several conditions holds: the greatest of truths: for many."""

from __future__ import annotations

import numpy as np

from ronde.operations.folding import decided

column = decided(np.logical_or)
"""What makes the step of a node."""
