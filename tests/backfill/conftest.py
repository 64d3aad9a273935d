"""The made articles and mentions of the store's tests are used here as well."""

from __future__ import annotations

import sys
from pathlib import Path

STORE = Path(__file__).parents[1] / "store"
if str(STORE) not in sys.path:
    sys.path.append(str(STORE))
