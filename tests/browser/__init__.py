"""A real Chromium for tests of pages: found on this machine, started without a window, watched while it works.

`KG_CHROMIUM` names the program; else it is looked for under its usual names. Nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync")


class BrowserUnavailable(Exception):
    """No browser can be started here; the message says what is missing."""


@dataclass(slots=True)
class Watched:
    """An open page, and what it wrote to the console or asked for beyond its own file."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: Path, address: str = "") -> Page:
        """Load a file afresh, with an address within it, and wait until it is ready."""
        self.page.goto("about:blank")
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def go(self, address: str) -> Page:
        """Follow an address within the page, as a click on a link does."""
        self.page.evaluate("address => { location.hash = address; }", address)
        # the page draws on hashchange, which comes before the next two frames
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self.page


def chromium() -> str:
    """The path of the browser. Raises BrowserUnavailable when there is none."""
    named = os.environ.get("KG_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        raise BrowserUnavailable(f"no program {named or ', '.join(_NAMES)}; KG_CHROMIUM names another one")
    return found


@contextmanager
def started() -> Iterator[Browser]:
    """A browser with a new profile of its own. Raises BrowserUnavailable."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise BrowserUnavailable("the package playwright isn't installed") from error
    program = chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        except Error as error:
            raise BrowserUnavailable(f"{program} doesn't start: {error.message.splitlines()[0]}") from error
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def started_or_skipped() -> Iterator[Browser]:
    """A browser for tests; without one they skip, and fail where CI runs."""
    try:
        with started() as found:
            yield found
    except BrowserUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must test with a browser: {error}", pytrace=False)
        pytest.skip(f"NOT TESTED in a browser: {error}")


@contextmanager
def watched(browser: Browser, **context: Any) -> Iterator[Watched]:
    """A page in a context of its own, with the options of Playwright's `new_context`."""
    made = browser.new_context(**context)
    try:
        seen = Watched(made.new_page())
        seen.page.on("console", lambda message: seen.messages.append(f"{message.type}: {message.text}"))
        seen.page.on("pageerror", lambda error: seen.messages.append(f"error: {error}"))
        seen.page.on("request", lambda request: None if _is_own(request) else seen.requests.append(request.url))
        yield seen
    finally:
        made.close()


def _is_own(request: Request) -> bool:
    """Whether a request is for the page's file itself, or for what stands in the page."""
    return request.url.startswith(("about:", "data:", "blob:")) or (
        request.url.startswith("file:") and request.is_navigation_request())
