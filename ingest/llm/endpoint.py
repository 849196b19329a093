"""Asking a model: one chat completion with structured output, from any endpoint that speaks OpenAI's protocol.

A refused key, an unknown model or a dead server ends the run; what can be another time (too many requests, a server's
fault, no answer in time) is asked again, and then only that document is refused.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import msgspec

from ingest.llm.answer import Facts, json_schema
from ingest.llm.prompt import Request
from kg.errors import EnvironmentRefused, SourceRefused, UsageError

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

log = logging.getLogger(__name__)

TRIES = 4
LONGEST_WAIT = 120.0  # seconds
SILENT_DOCUMENTS = 3  # in a row without an answer in time: the server is gone
EXTRA = "reading by a language model needs the OpenAI client: pip install 'tradewar-kg[llm]'"


class Model(Protocol):
    """Whoever answers requests."""

    @property
    def name(self) -> str: ...

    def facts(self, request: Request, document: str) -> Facts:
        """The answer. Raises SourceRefused for this document, or EnvironmentRefused for all."""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _Later(Exception):
    """Not now: `seconds` as the server asks, or None; `reason` in words; `ends` the run when it stays so."""

    def __init__(self, reason: str, seconds: float | None = None, *, ends: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.seconds, self.ends = reason, seconds, ends


@dataclass(slots=True)
class Endpoint:
    """A model at a base URL (`http://127.0.0.1:8000/v1`). key: "" for a server that wants none.

    most: tokens of an answer; timeout: seconds to wait for one; wait: how to pass the time between tries.
    """

    name: str
    url: str
    key: str = field(default="", repr=False)
    most: int = 8_192
    timeout: float = 120.0
    wait: Callable[[float], None] = time.sleep
    _client: OpenAI | None = None
    _silent: int = 0

    def check(self) -> None:
        """Raises UsageError for a name or address that can't be one, EnvironmentRefused without the client."""
        if not self.name.isprintable() or not self.name.strip() or " " in self.name or len(self.name) > 100:
            raise UsageError(f"--llm {self.name[:100]!r}: expected the name of a model")
        if not self.url.startswith(("http://", "https://")):
            raise UsageError(f"--llm-url {self.url!r}: expected the base URL of an endpoint (KG_LLM_URL), such as "
                             "http://127.0.0.1:8000/v1; there is no default")
        if self.most < 1 or self.timeout <= 0:
            raise UsageError("--llm-answer and --llm-timeout: expected more than 0")
        self._connected()

    def facts(self, request: Request, document: str) -> Facts:
        """The model's answer. document: the file's name, for messages.

        Raises SourceRefused: no answer in time, a cut or refused one, or none of the shape asked for.
        Raises EnvironmentRefused: key or request refused, no server, or too many requests for too long.
        """
        for tries in range(TRIES):
            try:
                text = self._completion(request)
            except _Later as later:
                self._pass_time(later, tries, document)
            else:
                self._silent = 0
                return _facts(text, document, self.most)
        raise AssertionError("the last try raises")

    def _pass_time(self, later: _Later, tries: int, document: str) -> None:
        """Wait before the next try, or give up."""
        seconds = 2.0 ** tries if later.seconds is None else later.seconds
        if tries + 1 < TRIES and seconds <= LONGEST_WAIT:
            log.info("%s: %s, waiting %g s", document, later.reason, seconds)
            self.wait(seconds)
            return
        self._silent += 1
        reason = f"{later.reason}, {tries + 1} tries"
        if later.ends or self._silent >= SILENT_DOCUMENTS:
            asked = f"; it asks to wait {seconds:g} s" if seconds > LONGEST_WAIT else ""
            raise EnvironmentRefused(f"{self.url}: {reason}{asked}: run it again later, answers are kept") from later
        raise SourceRefused(reason, document) from later

    def _completion(self, request: Request) -> str:
        """The body of the response. Raises _Later or EnvironmentRefused."""
        import openai

        try:
            response = self._connected().chat.completions.with_raw_response.create(
                model=self.name, max_completion_tokens=self.most,
                messages=[{"role": "system", "content": request.system}, {"role": "user", "content": request.user}],
                response_format={"type": "json_schema", "json_schema": {
                    "name": "facts", "strict": True, "schema": json_schema()}})
            return response.text
        except openai.APITimeoutError as error:
            raise _Later(f"no answer within {self.timeout:g} s", ends=False) from error
        except openai.APIStatusError as error:
            raise self._of_status(error) from error
        except openai.APIConnectionError as error:
            reason = error.__cause__ or error
            raise EnvironmentRefused(f"{self.url}: no connection to the endpoint ({reason})") from error

    def _of_status(self, error: APIStatusError) -> Exception:
        status = error.status_code
        if status == 429:
            return _Later("too many requests (429)", _seconds(error.response.headers.get("retry-after", "")))
        if status >= 500:
            return _Later(f"the server failed ({status})", ends=False)
        if status in (401, 403):
            return EnvironmentRefused(f"{self.url}: the endpoint refuses the key ({status}): set KG_LLM_KEY")
        said = " ".join(str(error.message).split())[:200]
        said = said.replace(self.key, "…") if self.key else said
        return EnvironmentRefused(f"{self.url}: the endpoint refuses the request ({status}): {said}")

    def _connected(self) -> OpenAI:
        if self._client is None:
            try:
                import openai
            except ImportError as error:
                raise EnvironmentRefused(EXTRA) from error
            self._client = openai.OpenAI(base_url=self.url, api_key=self.key or "none", timeout=self.timeout,
                                         max_retries=0)
        return self._client


def _seconds(retry_after: str) -> float | None:
    """What the header `Retry-After` asks for (RFC 9110, 10.2.3), if it counts seconds."""
    return float(retry_after) if retry_after.strip().isdigit() else None


def _facts(body: str, document: str, most: int) -> Facts:
    """What a response says. Raises SourceRefused for anything but a whole answer of the shape asked for."""
    try:
        choice = msgspec.json.decode(body, type=_Completion).choices[0]
    except (msgspec.MsgspecError, IndexError, UnicodeEncodeError) as error:
        raise SourceRefused("the endpoint's answer isn't a chat completion", document) from error
    if choice.finish_reason == "length":
        raise SourceRefused(f"the model's answer was cut off after {most} tokens: allow more with --llm-answer",
                            document)
    if choice.message.refusal or choice.finish_reason == "content_filter" or not choice.message.content:
        raise SourceRefused("the model gave no answer", document)
    try:
        return msgspec.json.decode(choice.message.content, type=Facts)
    except (msgspec.MsgspecError, UnicodeEncodeError) as error:
        raise SourceRefused(f"the model's answer isn't of the shape asked for ({str(error)!r:.200})",
                            document) from error
