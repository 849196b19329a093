// Which links of this node rest on one document only?
// ---
// description = """
// Edges of one node that a single document says, with its words: the first to check before relying on them."""
// columns = ["source", "relation", "target", "since", "basis", "quote", "source_url", "edge_id"]
// [parameters.node]
// kind = "node"
// description = "Id of any node."
// ---
MATCH (n:Thing {id: $node})-[r]-(:Thing)
WHERE type(r) <> 'EVIDENCED_BY' AND coalesce(r.sources, 1) <= 1
WITH DISTINCT r
RETURN startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target, r.valid_from AS since,
       r.basis AS basis, r.quote AS quote, r.source_url AS source_url, r.id AS edge_id
ORDER BY relation, source, target, edge_id
