"""Figures for papers, drawn with Matplotlib: the same bytes each time, and a caption that names what they show.

They need the extra `figures`.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import EnvironmentRefused, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.graph import GraphInfo

FORMATS = ("svg", "png")
INK, SOFT, FAINT = "#222222", "#666666", "#dddddd"
# The first that is installed and has the character; the first one ships with Matplotlib.
_FONTS = ["DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
          "WenQuanYi Zen Hei"]


CAPTION_POINTS = 6.5


def format_of(path: Path) -> str:
    """The format that a file's suffix names. Raises UsageError for any other."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise UsageError(f"{path}: expected a name that ends in {' or '.join('.' + one for one in FORMATS)}")
    return suffix


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


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """A white figure of so many points, with axes whose unit is the point, from the lower left; within `styled`."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return figure, axes


def sources_told(names: Iterable[str], most: int = 5) -> str:
    """A sentence that counts the sources behind a figure and names those that say most of it."""
    counted = Counter(name for name in names if name)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    if not ordered:
        return "No source is named."
    named = "; ".join(name if len(name) <= 60 else name[:59].rstrip() + "…" for name in ordered[:most])
    rest = f"; and {len(ordered) - most:,} more" if len(ordered) > most else ""
    return f"{counted_words(len(ordered), 'source')}: {named}{rest}".rstrip(".") + ("" if not rest and named.endswith(
        "…") else ".")


def counted_words(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: 1 source, 2 sources."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def class_words(name: str) -> str:
    """A class of the schema as words for a legend: tariff action for TariffAction."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def origin(info: GraphInfo | None) -> str:
    """What the figure is a picture of: program, release, the day as known on which, and the graph's digest."""
    from kg import __version__

    parts = [f"tradewar-kg {__version__}"]
    if info is not None:
        parts += [f"release {info.release}"] if info.release else []
        parts += [f"as known on {info.known_on}"] if info.known_on else []
        parts += [f"as said on {info.said_on}"] if info.said_on else []
        parts += [f"graph {info.digest[:16]}"] if info.digest else []
    return ", ".join(parts) + "."


def caption_lines(parts: Iterable[str], width: float) -> list[str]:
    """The sentences of a caption in lines that fit so many points."""
    import textwrap

    return textwrap.wrap(" ".join(parts), max(int(width / (CAPTION_POINTS * 0.56)), 20), break_on_hyphens=False)


def write_caption(axes: Axes, lines: Iterable[str], x: float, y: float = 8) -> None:
    """The caption's lines, the last one at y points from below."""
    axes.text(x, y, "\n".join(lines), fontsize=CAPTION_POINTS, color=SOFT, va="bottom", linespacing=1.25)


def caption_height(lines: int) -> float:
    """Points that so many lines of a caption take, with the space around them."""
    return 16 + lines * CAPTION_POINTS * 1.5
