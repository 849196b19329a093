"""Progress on standard error: a bar with rate and time left on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time

from kg.cli.options import is_terminal
from kg.stores import Progress

WIDTH = 24


def loading(what: str) -> Progress | None:
    """A callback (done, total, phase) that draws a bar; None when standard error isn't a terminal."""
    if not is_terminal():
        return None
    start = time.monotonic()
    last = [0.0]

    def show(done: int, total: int, phase: str) -> None:
        now = time.monotonic()
        if done < total and now - last[0] < 0.1:
            return
        last[0] = now
        rate = done / max(now - start, 1e-6)
        filled = WIDTH * done // max(total, 1)
        left = f"{(total - done) / rate:.0f} s left" if rate and done < total else f"{now - start:.1f} s"
        bar = "#" * filled + "-" * (WIDTH - filled)
        print(f"\r{what}: [{bar}] {done:,}/{total:,} {phase}, {rate:,.0f}/s, {left}   ", end="", file=sys.stderr,
              flush=True)
        if done >= total:
            print(file=sys.stderr)

    return show
