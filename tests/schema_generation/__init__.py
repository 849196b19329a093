"""Makes `schemas/generated/` from `schemas/tradewar.yaml`; LinkML is needed for this and nowhere else.

`python -m tests.schema_generation --write` writes the files, `--check` exits with 1 when one is stale.
"""
