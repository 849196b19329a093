"""Options of the commands that may ask a language model of the user's own, and what they stand for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from ingest.llm.reader import Reader
    from ingest.source import Source
    from kg.document import Document

ModelOption = Annotated[str, typer.Option("--llm", metavar="MODEL", help="Let this language model read the texts, "
                                                                         "too (extra llm).")]
UrlOption = Annotated[str, typer.Option("--llm-url", envvar="KG_LLM_URL", metavar="URL",
                                        help="Base URL of the endpoint that has the model; there is no default.")]
KeyOption = Annotated[str, typer.Option("--llm-key", envvar="KG_LLM_KEY", show_default=False,
                                        help="Its key, if it wants one; better given in KG_LLM_KEY.")]
PriceOption = Annotated[str, typer.Option("--llm-price", metavar="IN,OUT",
                                          help="Prices of a million tokens, to show the cost beforehand.")]
AnswerOption = Annotated[int, typer.Option("--llm-answer", metavar="TOKENS", help="The longest answer to ask for.")]
TimeoutOption = Annotated[float, typer.Option("--llm-timeout", metavar="SECONDS", help="How long to wait for one.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Don't ask before a long run.")]

ANSWER, TIMEOUT = 8_192, 120.0
LONG_RUN = 10  # requests


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What the user said about the model."""

    model: str
    url: str = ""
    key: str = ""
    price: str = ""
    answer: int = ANSWER
    timeout: float = TIMEOUT
    is_confirmed: bool = False

    def reader(self) -> Reader:
        """The model, ready to read. Raises UsageError, and EnvironmentRefused without the client."""
        from ingest.llm.cache import AnswerCache, default_folder
        from ingest.llm.cost import Prices
        from ingest.llm.endpoint import Endpoint
        from ingest.llm.reader import Reader

        Prices.of(self.price)
        endpoint = Endpoint(self.model, self.url, self.key, self.answer, self.timeout)
        endpoint.check()
        return Reader(endpoint, AnswerCache(default_folder()))

    def confirm(self, reader: Reader, documents: Iterable[tuple[Document, Source]]) -> None:
        """Show what reading will take, and ask before a long run; raises UsageError when there is nobody to ask.

        Ends the program with 1, and nothing sent, when the user doesn't want it.
        """
        from ingest.llm.cost import Prices
        from ingest.llm.reader import estimate

        found = estimate(reader, documents, self.answer)
        print(f"{self.model}: {found.line(Prices.of(self.price))}", file=sys.stderr)
        if self.is_confirmed or found.unanswered <= LONG_RUN:
            return
        if not sys.stdin.isatty():
            raise UsageError(f"{found.unanswered} requests: say --yes to send them")
        if not typer.confirm("Send them?", err=True):
            raise typer.Exit(1)


def texts(paths: Iterable[Path], source: str, published: str) -> Iterable[tuple[Document, Source]]:
    """The documents of running text among files and folders."""
    import ingest
    from ingest.llm.reader import texts as documents

    return documents(paths, (ingest.source_named(source),) if source else ingest.SOURCES, published)
