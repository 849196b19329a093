"""Nodes of the projection: one table a leaf class, properties folded by the rules of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from kg import schema
from kg.graph import node_types

if TYPE_CHECKING:
    import pyarrow as pa

# Which source gives a node its name: a decision, the registry, an official list, a notice, the chronology, the
# press. A code in a name's place (confidence 50) only when nobody has a name.
_NAME_RANK = ("CASE WHEN basis = 'decision' THEN 0 WHEN module = 'registry' THEN 1 WHEN basis = 'official_record' "
              "THEN 2 WHEN basis = 'official_words' THEN 3 WHEN basis = 'bundled' THEN 4 ELSE 5 END "
              "+ CASE WHEN confidence <= 50 THEN 10 ELSE 0 END")

# which of several claims gives the value; where they are equal the smaller value does, so the order is total
_FOLD_ORDERS = {
    "latest": "known_from DESC, basis_rank, confidence DESC",
    "first": "CASE known_from WHEN '' THEN '9' ELSE known_from END, basis_rank",
    "conflict": "basis_rank, confidence DESC, known_from",
    "preferred": f"{_NAME_RANK}, known_from",
}
SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "float": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}

# properties of `names` claims by the kind of name, beside `names` itself which has them all
_NAME_KINDS = {"aliases": ("alias", "short", "trade_name", "translation", "transliteration", "official"),
               "weak_aliases": ("weak_alias",), "abbreviations": ("abbreviation",), "former_names": ("former",)}


def project_nodes(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Fold the property claims of `active` into tables, and make the table `event_dates` for the links."""
    connection.execute("""
        CREATE TEMP TABLE property AS
        SELECT a.id, a.subject, a.predicate, a.object, a.qualifiers, a.known_from, a.basis, a.basis_rank,
               a.confidence, a.modality, a.document, a.module, a.heading, a.document_name, c.class
        FROM active a JOIN class_of c ON c.node = a.subject
        WHERE NOT regexp_full_match(predicate, '[A-Z_]+') AND predicate <> 'class' AND modality <> 'denied'""")
    connection.execute("""
        CREATE TEMP TABLE merged AS SELECT canonical AS node, list(node || ': ' || reason ORDER BY node) AS parts
        FROM same GROUP BY canonical""")
    _find_conflicts(connection)
    tables: dict[str, pa.Table] = {}
    for (name,) in connection.execute("SELECT DISTINCT class FROM class_of ORDER BY class").fetchall():
        tables[name] = _class_table(connection, name)
    documents = _documents(connection)
    if documents.num_rows:
        tables["Document"] = _beside(tables.get("Document"), documents)
    connection.execute("""
        CREATE TEMP TABLE event_dates AS
        SELECT subject AS node, {announced} AS announced, {effective} AS effective
        FROM property WHERE predicate IN ('announced', 'effective') GROUP BY subject""".format(
            **{name: fold("conflict", "object", f"predicate = '{name}'") for name in ("announced", "effective")}))
    return tables


def _beside(claimed: pa.Table | None, documents: pa.Table) -> pa.Table:
    """The ledger's documents, and those that claims speak of without having been read from them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if claimed is None:
        return documents
    others = claimed.filter(pc.invert(pc.is_in(claimed.column("id"), documents.column("id"))))
    both = pa.concat_tables([documents, others], promote_options="default").sort_by("id")
    return typed(both, node_types("Document"))


def fold(rule: str, value: str, where: str = "") -> str:
    """SQL for one value of several claims by a fold rule of the schema; null values of `value` don't count."""
    condition = " AND ".join(filter(None, (f"({value}) IS NOT NULL", where)))
    return f"first({value} ORDER BY {_FOLD_ORDERS[rule]}, {value}) FILTER ({condition})"


def _find_conflicts(connection: duckdb.DuckDBPyConnection) -> None:
    """`conflicting` (node, properties, what each source says) for single-valued properties with several values."""
    names = [n for n, p in schema.load().properties.items() if p.fold == "conflict" and not p.many]
    connection.execute("""
        CREATE TEMP TABLE conflicting AS
        WITH said AS (
            SELECT subject, predicate, object, min(basis_rank) AS rank,
                   min(coalesce(nullif(heading, ''), document_name)) AS source
            FROM property WHERE predicate IN (SELECT unnest($names)) GROUP BY subject, predicate, object
        ), several AS (
            SELECT subject, predicate,
                   predicate || ': '
                   || string_agg(object || ' (' || source || ')', ' | ' ORDER BY rank, object) AS told
            FROM said GROUP BY subject, predicate HAVING count(*) > 1
        )
        SELECT subject AS node, list(predicate ORDER BY predicate) AS conflicts,
               list(told ORDER BY predicate) AS conflict_values
        FROM several GROUP BY subject""", {"names": names})


def _class_table(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """One class: a grouped query with a column for each property that any of its nodes has."""
    model = schema.load()
    present = {row[0] for row in connection.execute(
        "SELECT DISTINCT predicate FROM property WHERE class = $name", {"name": name}).fetchall()}
    columns = [f'{_folded(p)} AS "{p}"' for p in model.classes[name].properties
               if p in present and p not in ("id", "name", "names")]
    if "names" in model.classes[name].properties and present & {"names"}:
        columns.extend(_name_columns())
    if model.is_a(name, "Event"):
        columns.append("CAST(" + _value("effective", "announced") + " AS DATE) AS date")
    listed = "".join(f", {column}" for column in columns)
    # the class's name comes from the schema, its properties too; values are parameters
    found = connection.sql(f"""
        WITH folded AS (
            SELECT subject, {fold("preferred", "object", "predicate = 'name'")} AS name{listed}
            FROM property WHERE class = $name GROUP BY subject
        )
        SELECT c.node AS id, coalesce(f.name, c.node) AS name, f.* EXCLUDE (subject, name),
               k.conflicts, k.conflict_values, m.parts AS merged_from
        FROM class_of c LEFT JOIN folded f ON f.subject = c.node LEFT JOIN conflicting k ON k.node = c.node
        LEFT JOIN merged m ON m.node = c.node
        WHERE c.class = $name ORDER BY c.node""", params={"name": name}).to_arrow_table()
    return typed(found, node_types(name))


def _folded(name: str) -> str:
    definition = schema.load().properties[name]
    where, type_ = f"predicate = '{name}'", SQL_TYPES[definition.range]
    if definition.many:
        return f"list_sort(list(DISTINCT CAST(object AS {type_})) FILTER ({where}))"
    return f"CAST({fold(definition.fold, 'object', where)} AS {type_})"


def _value(*names: str) -> str:
    """The folded text of the first of these properties that is there."""
    return "coalesce(" + ", ".join(fold("conflict", "object", f"predicate = '{name}'") for name in names) + ")"


def _name_columns() -> list[str]:
    kind = "nullif(qualifiers, '') ->> '$.name_kind'"
    language = "nullif(qualifiers, '') ->> '$.language'"
    columns = ["list_sort(list(DISTINCT object) FILTER (predicate = 'names' OR predicate = 'name')) AS names",
               "list_sort(list(DISTINCT object) FILTER (predicate = 'names' "
               f"AND starts_with({language}, 'zh') AND {language} <> 'zh-Latn')) AS names_zh"]
    for column, kinds in _NAME_KINDS.items():
        inside = ", ".join(f"'{k}'" for k in kinds)
        columns.append(f"list_sort(list(DISTINCT object) FILTER (predicate = 'names' AND {kind} IN ({inside}))) "
                       f"AS {column}")
    return columns


def _documents(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """One node a document that an active claim comes from, with the facts of its first edition."""
    shown = ", ".join(f"nullif(arg_min({name}, rank), '') AS {name}" for name in (
        "publisher", "url", "published_basis", "media_type", "series", "edition"))
    found = connection.sql(f"""
        SELECT 'document:' || left(document, 16) AS id, arg_min(coalesce(nullif(heading, ''), name), rank) AS name,
               document AS document_hash, {shown}, CAST(nullif(arg_min(published, rank), '') AS DATE) AS published
        FROM (SELECT *, row_number() OVER (ORDER BY edition, id) AS rank FROM chosen)
        WHERE document IN (SELECT document FROM active) AND module <> 'decision'
        GROUP BY document ORDER BY 1""").to_arrow_table()
    return typed(found, node_types("Document"))


def typed(table: pa.Table, types: dict[str, pa.DataType]) -> pa.Table:
    """The table's columns in the schema's order and types, without those that hold nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = {}
    for name, type_ in types.items():
        if name in table.column_names:
            column = table.column(name).cast(type_)
            if pa.types.is_list(type_):
                empty = pc.equal(pc.list_value_length(column), 0)
                column = pc.if_else(pc.fill_null(empty, False), pa.scalar(None, type_), column)
            if name in ("id", "name", "source", "target") or column.null_count < len(column):
                kept[name] = column
    unknown = set(table.column_names) - types.keys()
    assert not unknown, f"columns that the schema lacks: {sorted(unknown)}"
    return pa.table(kept).combine_chunks()
