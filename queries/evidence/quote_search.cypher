// Where do the sources of events use these words?
// ---
// description = """
// Edges of events whose quote holds a text, in any letter case; the period is that of the events."""
// columns = ["source", "relation", "target", "quote", "published", "source_name", "source_url", "edge_id"]
// [parameters.words]
// kind = "string"
// description = "The text to look for, three characters or more."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// [parameters.top]
// kind = "integer"
// default = 50
// description = "How many rows at most."
// ---
MATCH (e:Event)-[r]-(:Thing)
WHERE size($words) >= 3 AND toLower(r.quote) CONTAINS toLower($words)
  AND ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
WITH DISTINCT r
RETURN startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target, r.quote AS quote,
       r.published AS published, r.source_name AS source_name, r.source_url AS source_url, r.id AS edge_id
ORDER BY published, source, edge_id
LIMIT $top
