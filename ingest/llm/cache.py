"""Answers of models, kept on disk: nobody pays twice for the same question."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from ingest.llm.answer import Facts
from kg.errors import EnvironmentRefused


def default_folder() -> Path:
    """The user's folder for caches: `$KG_LLM_CACHE`, else `tradewar-kg/llm` in `$XDG_CACHE_HOME` or `~/.cache`."""
    given = os.environ.get("KG_LLM_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tradewar-kg" / "llm"


class AnswerCache:
    """A folder with one JSON file an answer, named by what was asked (`ingest.llm.prompt.Request.key`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> Facts | None:
        """The answer to a question; None when there is none, or none that can be read."""
        try:
            return msgspec.json.decode(self._path(key).read_bytes(), type=Facts)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, key: str, facts: Facts) -> None:
        """Keep an answer, whole or not at all. Raises EnvironmentRefused."""
        path = self._path(key)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_bytes(msgspec.json.encode(facts))
            unfinished.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise EnvironmentRefused(f"can't keep the answer in {path.parent} ({error.strerror}): name another folder "
                                     "in KG_LLM_CACHE") from error
