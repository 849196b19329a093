// Which words and sources stand behind the edges of this node?
// ---
// description = """
// Every edge that starts or ends at one node, with the best quote, its source, and how many documents say so.
// `basis` is `bundled` where the words are a row of this project's own file and not the source's."""
// columns = ["source", "relation", "target", "since", "until", "basis", "confidence", "quote",
//     "source_url", "published", "sources", "edge_id"]
// [parameters.node]
// kind = "node"
// description = "Id of a party, event, list or any other node."
// ---
MATCH (n:Thing {id: $node})-[r]-(:Thing)
WHERE type(r) <> 'EVIDENCED_BY'
WITH DISTINCT r
RETURN startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target,
       r.valid_from AS since, r.valid_to AS until, r.basis AS basis, r.confidence AS confidence,
       r.quote AS quote, r.source_url AS source_url, r.published AS published, r.sources AS sources,
       r.id AS edge_id
ORDER BY relation, source, target, since, edge_id
