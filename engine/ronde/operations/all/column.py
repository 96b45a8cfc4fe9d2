"""Whether all of several conditions hold: the least of truths: for many."""

from __future__ import annotations

import numpy as np

from ronde.operations.folding import decided

column = decided(np.logical_and)
"""What makes the step of a node."""
