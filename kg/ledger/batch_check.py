"""Checking many claims at once: the same rules as `ClaimChecker`, over columns instead of claim by claim.

What passes here would pass there, with the same outcome. What may not pass is left to there, which says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import contains, not_

from kg import schema
from kg.claim import BASES, MODALITIES, Claim
from kg.errors import ClaimRefused, SchemaError
from kg.ledger.check import RESERVED, ClaimChecker
from kg.rendition import quotes_stand

_BASES = frozenset(("", *BASES))
_MODALITIES = frozenset(MODALITIES)
_PERCENTS = frozenset(range(101))


class BatchChecker:
    """Looks at batches of one run, over what its `ClaimChecker` knows of the document."""

    def __init__(self, checker: ClaimChecker) -> None:
        self._checker = checker
        self._relations = schema.load().relations
        self._plain = frozenset(name for name, found in schema.load().properties.items()
                                if found.range == "string" and not found.enum)

    def complete(self, claims: Sequence[Claim]) -> list[bool] | None:
        """For each claim whether it is complete, as `ClaimChecker.check` says; None when one may be refused.

        The classes that the claims declare are noted, but not those of a batch that may be refused.
        """
        fresh = self._declared(claims)
        if fresh is None:
            return None
        declared = self._checker.declared
        declared.update(fresh)
        found = self._complete(claims) if self._evidence_stands(claims) and self._is_formed(claims) else None
        if found is None:
            for node in fresh:
                del declared[node]
        return found

    def _declared(self, claims: Sequence[Claim]) -> dict[str, str] | None:
        """The nodes that are new in these claims, with their classes; None for one that is told differently."""
        said = [claim for claim in claims if claim.predicate == "class"]
        nodes = [claim.subject for claim in said]
        if not all(nodes) or not "".join(nodes).isprintable() \
                or any(node.startswith(RESERVED) or node != node.strip() for node in nodes):
            return None
        if not all(map(self._checker.may_be_declared, {claim.object for claim in said})):
            return None
        declared = self._checker.declared
        fresh: dict[str, str] = {}
        for node, claim in zip(nodes, said, strict=True):
            if (declared.get(node) or fresh.setdefault(node, claim.object)) != claim.object:
                return None
        return fresh

    def _evidence_stands(self, claims: Sequence[Claim]) -> bool:
        quotes = [claim.quote for claim in claims]
        return all(map(contains, quotes, [claim.mention or claim.object for claim in claims])) \
            and quotes_stand(self._checker.rendition, [claim.locator for claim in claims], quotes)

    def _is_formed(self, claims: Sequence[Claim]) -> bool:
        starts, ends = [claim.valid_from for claim in claims], [claim.valid_to for claim in claims]
        return ({claim.modality for claim in claims} <= _MODALITIES
                and {claim.basis for claim in claims} <= _BASES
                and {claim.confidence for claim in claims} <= _PERCENTS
                and self._checker.are_dates({*starts, *ends, *(claim.known_from for claim in claims)})
                and not any(end and end < start for start, end in {*zip(starts, ends, strict=True)}))

    def _complete(self, claims: Sequence[Claim]) -> list[bool] | None:
        """Which claims name only nodes of known classes; None when a class, literal or qualifier doesn't fit."""
        relations, class_of = self._relations, self._checker.declared.get
        predicates = [claim.predicate for claim in claims]
        keys = [(predicate, class_of(claim.subject),
                 class_of(claim.object) if predicate in relations else "")
                for predicate, claim in zip(predicates, claims, strict=True)]
        kinds = {*keys}
        waiting = {key for key in kinds if None in key}
        if not self._fit(kinds - waiting) or not self._are_literals(predicates, claims) \
                or not self._are_qualified(claims):
            return None
        return [key not in waiting for key in keys] if waiting else [True] * len(claims)

    def _fit(self, kinds: Iterable[tuple[str, str | None, str | None]]) -> bool:
        return all(predicate == "class" or (subject is not None and target is not None
                                            and not self._checker.misfit(predicate, subject, target))
                   for predicate, subject, target in kinds)

    def _are_literals(self, predicates: Sequence[str], claims: Sequence[Claim]) -> bool:
        plain = [predicate in self._plain for predicate in predicates]
        others = {(claim.predicate, claim.object) for claim in compress(claims, map(not_, plain))
                  if claim.predicate != "class" and claim.predicate not in self._relations}
        try:
            for predicate, text in others:
                self._checker.check_literal(predicate, text)
        except ClaimRefused:
            return False
        return _are_strings([claim.object for claim in compress(claims, plain)])

    def _are_qualified(self, claims: Sequence[Claim]) -> bool:
        try:
            for claim in claims:
                if claim.qualifiers:
                    if claim.predicate == "class":
                        return False
                    self._checker.check_qualifiers(claim)
        except ClaimRefused:
            return False
        return True


def _are_strings(texts: Sequence[str]) -> bool:
    """Whether all are canonical literals of the range `string` (`kg.schema.lexical`)."""
    if not all(texts) or any(map(str.isspace, texts)):
        return False
    # printable ASCII is canonical: only the others need a look each
    odd = [text for text in texts if not text.isascii()] if "".join(texts).isprintable() else texts
    try:
        return all(schema.lexical("string", text) == text for text in odd)
    except SchemaError:
        return False
