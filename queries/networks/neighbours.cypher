// What is directly linked with this node?
// ---
// description = """
// Every edge of one node but those to documents, with the other end; `source` and `target` are ids, so the rows load
// into Gephi as they are."""
// columns = ["source", "target", "relation", "other", "other_kind", "since", "until", "edge_id"]
// [parameters.node]
// kind = "node"
// description = "Id of any node."
// [parameters.relation]
// kind = "string"
// default = ""
// description = "Only this relation; empty means any."
// ---
MATCH (n:Thing {id: $node})-[r]-(o:Thing)
WHERE type(r) <> 'EVIDENCED_BY' AND ($relation = '' OR type(r) = toUpper($relation))
WITH DISTINCT r, o
RETURN startNode(r).id AS source, endNode(r).id AS target, type(r) AS relation, o.name AS other,
       head([one IN labels(o) WHERE NOT one IN ['Thing', 'Event', 'Measure', 'Party', 'Organization']]) AS other_kind,
       r.valid_from AS since, r.valid_to AS until, r.id AS edge_id
ORDER BY relation, other, edge_id
