"""TriG (https://www.w3.org/TR/trig/): claims in one named graph a document, and in the default graph their origin."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kg.exports import rdf_claims, turtle

if TYPE_CHECKING:
    from kg.exports import Export


def write(export: Export, out: IO[bytes]) -> None:
    """Write the claims about the nodes of an export as TriG. Raises UsageError when it has no ledger."""
    with rdf_claims.opened(export) as connection:
        turtle.write_header(out)
        turtle.write_resources(rdf_claims.sources(export, connection), out)
        for document, claims in rdf_claims.claims(connection):
            out.write(f"{turtle.name(document)} {{\n".encode())
            turtle.write_resources(claims, out)
            out.write(b"}\n")
