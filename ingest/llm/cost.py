"""What reading by a model will take: requests, tokens and money, estimated before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.llm.prompt import SCHEMA_TEXT, Request
from kg.errors import UsageError

LETTERS_A_TOKEN = 4  # of English; of Chinese a character is about a token
LEAST_OUT = 200  # tokens of an answer without facts
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in whatever currency the user counts."""

    tokens_in: float
    tokens_out: float

    @classmethod
    def of(cls, text: str) -> Prices | None:
        """From `IN,OUT`; None from "". Raises UsageError."""
        if not text:
            return None
        try:
            given, taken = (float(part) for part in text.split(","))
        except ValueError as error:
            raise UsageError(f"--llm-price {text!r}: expected two numbers, IN,OUT for a million tokens") from error
        if not (0 <= given < MILLION and 0 <= taken < MILLION):
            raise UsageError(f"--llm-price {text!r}: expected prices of 0 or more")
        return cls(given, taken)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is still to be asked: documents, requests (of which `cached` are answered already), tokens in and out."""

    documents: int = 0
    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def with_request(self, request: Request, *, is_cached: bool, most: int) -> Estimate:
        """With one more question, whose answer has at most `most` tokens."""
        text = tokens_of(request.user)
        asked = 0 if is_cached else text + tokens_of(request.system) + tokens_of(SCHEMA_TEXT)
        answer = 0 if is_cached else min(most, max(LEAST_OUT, text // 2))
        return Estimate(self.documents, self.requests + 1, self.cached + is_cached, self.tokens_in + asked,
                        self.tokens_out + answer)

    @property
    def unanswered(self) -> int:
        """Requests that will be sent."""
        return self.requests - self.cached

    def line(self, prices: Prices | None) -> str:
        """The estimate in one line."""
        money = " (give --llm-price IN,OUT for the cost)"
        if prices is not None:
            cost = (self.tokens_in * prices.tokens_in + self.tokens_out * prices.tokens_out) / MILLION
            money = f", about {cost:.4f} at these prices"
        return (f"{self.documents} documents, {self.unanswered} requests to send, {self.cached} answered before; about "
                f"{self.tokens_in:,} tokens in and {self.tokens_out:,} out{money}")


def tokens_of(text: str) -> int:
    """About how many tokens a text is; no tokenizer is right for every model."""
    ascii_ = sum(character.isascii() for character in text)
    return -(-ascii_ // LETTERS_A_TOKEN) + len(text) - ascii_
