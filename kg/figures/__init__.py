"""Figures for papers, drawn with Matplotlib: the same bytes each time, and a caption that names what they show.

They need the extra `figures`.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import EnvironmentRefused

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png")
INK, SOFT, FAINT = "#222222", "#666666", "#dddddd"
# The first that is installed and has the character; the first one ships with Matplotlib.
_FONTS = ["DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
          "WenQuanYi Zen Hei"]


def rendered(figure: Figure, format_: str = "svg") -> bytes:
    """The figure's bytes: SVG with its texts as text, or PNG with 200 dots an inch; no clock, no random ids."""
    out = io.BytesIO()
    with styled():
        without_clock = {"Date": None} if format_ == "svg" else {"Software": None}
        figure.savefig(out, format=format_, dpi=200, metadata=without_clock)
    return out.getvalue()


@contextmanager
def styled() -> Iterator[None]:
    """Matplotlib with this package's settings; raises EnvironmentRefused where it isn't installed."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise EnvironmentRefused("figures need the extra: pip install 'tradewar-kg[figures]'") from error

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # of the fonts above, some are missing
    with mpl.rc_context({"svg.hashsalt": "tradewar-kg", "svg.fonttype": "none", "font.family": _FONTS,
                         "text.parse_math": False, "axes.edgecolor": SOFT, "text.color": INK}), \
            warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def text_width(text: str, points: float) -> float:
    """About how many points wide a text is; Chinese characters are square."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in text) * points


def wrapped(text: str, columns: int, lines: int) -> list[str]:
    """The text in at most so many lines of about so many columns, cut with an ellipsis; long words are broken."""
    import textwrap

    found = textwrap.wrap(" ".join(text.split()), columns, break_on_hyphens=False) or [""]
    if len(found) > lines:
        found = [*found[:lines - 1], found[lines - 1][:columns - 1].rstrip() + "…"]
    return found
