// What does the graph hold from this document?
// ---
// description = """
// Every node that one document speaks of."""
// columns = ["kind", "name", "date", "id"]
// [parameters.document]
// kind = "node"
// description = "Id of the document."
// [parameters.top]
// kind = "integer"
// default = 1000
// description = "How many rows at most."
// ---
MATCH (n:Thing)-[:EVIDENCED_BY]->(d:Thing {id: $document})
WITH DISTINCT n
RETURN head([one IN labels(n) WHERE NOT one IN ['Thing', 'Event', 'Measure', 'Party', 'Organization']]) AS kind,
       n.name AS name, n.date AS date, n.id AS id
ORDER BY name, id
LIMIT $top
