"""What a claim must fulfil before the ledger takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from kg import schema
from kg.claim import BASES, MODALITIES, QUOTE_LIMIT, Claim
from kg.document import is_date
from kg.errors import ClaimRefused, SchemaError
from kg.rendition import Rendition, quote_stands

# ids that the projection makes itself
RESERVED = ("claim:", "document:")


class ClaimChecker:
    """Checks the claims of one run against the schema and the document's rendition.

    A claim about a node whose class comes later in the document is held and looked at again by `settle`.
    `declared` are the classes of the document.
    """

    def __init__(self, rendition: Rendition) -> None:
        self._model = schema.load()
        self.rendition = rendition
        self.declared: dict[str, str] = {}
        self._fits: dict[tuple[str, str, str], str] = {}
        self._dates: set[str] = {""}
        self._qualifiers: set[tuple[str, str, str]] = set()

    def check(self, claim: Claim) -> bool:
        """Whether the claim is complete now; False when a node's class isn't known yet.

        Raises ClaimRefused with what was expected.
        """
        self.check_evidence(claim)
        self.check_form(claim)
        return claim.predicate == "class" or self._check_ends(claim, self.declared)

    def check_form(self, claim: Claim) -> None:
        """The part of `check` about the claim alone, its fields, dates and qualifiers; notes a declared class."""
        self._check_fields(claim)
        if claim.valid_from not in self._dates or claim.valid_to not in self._dates \
                or claim.known_from not in self._dates:
            self._check_dates(claim)
        if claim.valid_from and claim.valid_to and claim.valid_to < claim.valid_from:
            raise ClaimRefused(f"valid_to {claim.valid_to} is before valid_from {claim.valid_from}")
        if claim.predicate == "class":
            self._declare(claim)
        else:
            self.check_qualifiers(claim)

    def settle(self, claim: Claim, elsewhere: Mapping[str, Sequence[str]]) -> None:
        """Check a held claim at the end of the document; `elsewhere` are the classes that the ledger says of nodes.

        Sources may contradict each other on a class: the claim has to fit one of those said. Raises ClaimRefused,
        also for a node that nobody declared.
        """
        subjects, objects = (self._said(node, elsewhere) for node in (claim.subject, claim.object))
        refused = None
        for subject, object_ in product(subjects, objects):
            try:
                if self._check_ends(claim, {claim.object: object_, claim.subject: subject}):
                    return
            except ClaimRefused as refusal:
                refused = refused or refusal
        missing = claim.object if subjects[0] else claim.subject
        raise refused or ClaimRefused(f"{claim.predicate}: unknown id {missing!r}: expected a node of this document "
                                      "or of the ledger")

    def _said(self, node: str, elsewhere: Mapping[str, Sequence[str]]) -> Sequence[str | None]:
        own = self.declared.get(node)
        others = elsewhere.get(node) or (None,)
        return others if own is None else (own, *others)

    def check_evidence(self, claim: Claim) -> None:
        """The part of `check` that needs the document: the quote is at its place and names the object."""
        quote = claim.quote
        if not 0 < len(quote) <= QUOTE_LIMIT:
            raise ClaimRefused(f"{claim.predicate}: expected a quote of 1 to {QUOTE_LIMIT} characters, "
                               f"found {len(quote)}")
        if (claim.mention or claim.object) not in quote:
            raise ClaimRefused(f"{claim.predicate}: {(claim.mention or claim.object)[:80]!r} isn't in its quote")
        if not quote_stands(self.rendition, claim.locator, quote):
            raise ClaimRefused(f"{claim.predicate}: the quote isn't at {claim.locator}")

    def _check_fields(self, claim: Claim) -> None:
        if claim.modality not in MODALITIES:
            raise ClaimRefused(f"modality {claim.modality!r}: expected one of {', '.join(MODALITIES)}")
        if claim.basis and claim.basis not in BASES:
            raise ClaimRefused(f"basis {claim.basis!r}: expected one of {', '.join(BASES)}")
        if not 0 <= claim.confidence <= 100:
            raise ClaimRefused(f"confidence {claim.confidence}: expected a whole percent")

    def _check_dates(self, claim: Claim) -> None:
        for text in (claim.valid_from, claim.valid_to, claim.known_from):
            if not self.are_dates({text}):
                raise ClaimRefused(f"{text!r}: expected a date that exists, as YYYY-MM-DD")

    def are_dates(self, texts: set[str]) -> bool:
        """Whether each is a date that exists, or empty."""
        unseen = texts - self._dates
        if not all(map(is_date, unseen)):
            return False
        self._dates |= unseen
        return True

    def _declare(self, claim: Claim) -> None:
        if claim.qualifiers:
            raise ClaimRefused(f"class has no qualifier {claim.qualifiers[0][0]!r}")
        node = claim.subject
        if not node.isprintable() or node != node.strip() or not node or node.startswith(RESERVED):
            raise ClaimRefused(f"id {node[:80]!r}: expected printable text that doesn't begin with "
                               f"{' or '.join(RESERVED)}")
        if not self.may_be_declared(claim.object):
            raise ClaimRefused(f"class {claim.object!r}: expected a class of the schema")
        before = self.declared.get(claim.subject)
        if before is None or self._model.is_a(claim.object, before):
            self.declared[claim.subject] = claim.object

    def may_be_declared(self, class_name: str) -> bool:
        """Whether a document may say that something is of this class."""
        found = self._model.classes.get(class_name)
        return found is not None and not found.abstract and not found.derived

    def check_qualifiers(self, claim: Claim) -> None:
        """The part of `check` about the qualifiers of a claim that declares no class; raises ClaimRefused."""
        if len(claim.qualifiers) > 1 and len(dict(claim.qualifiers)) < len(claim.qualifiers):
            raise ClaimRefused(f"{claim.predicate}: a qualifier stands twice")
        for name, text in claim.qualifiers:
            if (claim.predicate, name, text) in self._qualifiers:
                continue
            definition = self._predicate(claim.predicate).qualifiers.get(name)
            if definition is None:
                raise ClaimRefused(f"{claim.predicate} has no qualifier {name!r}")
            _check_literal(name, definition.range, text, self._model.enums.get(definition.enum or "", ()))
            if len(self._qualifiers) < 100_000:
                self._qualifiers.add((claim.predicate, name, text))

    def _predicate(self, name: str) -> schema.PropertyDef | schema.RelationDef:
        try:
            return self._model.predicate(name)
        except SchemaError as error:
            raise ClaimRefused(str(error)) from error

    def _check_ends(self, claim: Claim, known: Mapping[str, str | None]) -> bool:
        subject = known.get(claim.subject)
        if subject is None:
            return False
        is_relation = claim.predicate in self._model.relations
        target = known.get(claim.object) if is_relation else ""
        if target is None:
            return False
        if misfit := self.misfit(claim.predicate, subject, target):
            raise ClaimRefused(misfit)
        if not is_relation:
            self.check_literal(claim.predicate, claim.object)
        return True

    def misfit(self, predicate: str, subject: str, target: str) -> str:
        """Why a predicate can't stand between nodes of these classes, "" when it can; target: "" for a property."""
        key = (predicate, subject, target)
        found = self._fits.get(key)
        if found is None:
            found = self._fits[key] = self._misfit(*key)
        return found

    def _misfit(self, predicate: str, subject: str, target: str) -> str:
        try:
            definition = self._model.predicate(predicate)
        except SchemaError as error:
            return str(error)
        if definition.derived:
            return f"{predicate} is computed, no document may claim it"
        if isinstance(definition, schema.PropertyDef):
            has = predicate in self._model.classes[subject].properties
            return "" if has else f"{subject} has no property {predicate}"
        allowed = self._model.allows(predicate, subject, target)
        return "" if allowed else f"{predicate} doesn't go from {subject} to {target}"

    def check_literal(self, predicate: str, text: str) -> None:
        """Whether the text is a canonical literal of a property; raises ClaimRefused."""
        definition = self._predicate(predicate)
        if not isinstance(definition, schema.PropertyDef):
            raise ClaimRefused(f"{predicate} isn't a property")
        _check_literal(predicate, definition.range, text, self._model.enums.get(definition.enum or "", ()))


def _check_literal(name: str, range_: str, text: str, values: Sequence[str]) -> None:
    try:
        canonical = schema.lexical(range_, text)
    except SchemaError as error:
        raise ClaimRefused(f"{name}: {error}") from error
    if canonical != text:
        raise ClaimRefused(f"{name}: expected {canonical!r} for {text!r}")
    if values and text not in values:
        raise ClaimRefused(f"{name}: {text!r} isn't one of {', '.join(values)}")
