"""The half hour of the README, walked for real: its commands, their output and its pictures.

`python -m tests.walk --write` (part of `make figures`) needs Java, Maven and Chromium, and writes README.md,
docs/sources.md and the pictures; the tests walk again and compare.
"""
