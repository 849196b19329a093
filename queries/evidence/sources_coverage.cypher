// How much of the graph rests on each document?
// ---
// description = """
// Documents with their publisher, day of publication and the number of nodes that they speak of, the largest first."""
// columns = ["published", "name", "publisher", "series", "nodes", "url", "id"]
// [parameters.publisher]
// kind = "string"
// default = ""
// description = "Name of the publisher, or a part of it; empty means any."
// [parameters.top]
// kind = "integer"
// default = 20
// description = "How many rows at most."
// ---
MATCH (d:Document)
WHERE $publisher = '' OR toLower(coalesce(d.publisher, '')) CONTAINS toLower($publisher)
WITH d, COUNT { (d)<-[:EVIDENCED_BY]-() } AS nodes
RETURN d.published AS published, d.name AS name, d.publisher AS publisher, d.series AS series, nodes, d.url AS url,
       d.id AS id
ORDER BY nodes DESC, id
LIMIT $top
