"""Layers: pure functions of the active claims. Nothing in here is stored; each result names its premises."""
