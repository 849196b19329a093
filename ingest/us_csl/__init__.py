"""Consolidated Screening List (CSV): restricted parties of US Commerce, State and the Treasury in one file.

Published by the International Trade Administration,
https://developer.trade.gov/api-details#api=consolidated-screening-list. `reading` takes the file apart into
rows, `cells` and `ids` say what a cell means, `edition` turns rows into claims.
"""

from __future__ import annotations

from ingest.us_csl.reading import COLUMNS, IGNORED_COLUMNS, OPTIONAL_COLUMNS, SOURCE

__all__ = ["COLUMNS", "IGNORED_COLUMNS", "OPTIONAL_COLUMNS", "SOURCE"]
