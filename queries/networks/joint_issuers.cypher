// Which bodies issue measures together?
// ---
// description = """
// Pairs of parties that issued the same event, and how often; a government counts beside its own agency.
// `source` and `target` are ids, so the rows make an undirected network."""
// columns = ["source", "target", "source_name", "target_name", "weight", "first", "last"]
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
// default = 1000
// description = "How many rows at most."
// ---
MATCH (a:Party)-[:ISSUED]->(e:Event)<-[:ISSUED]-(b:Party)
WHERE a.id < b.id AND ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
WITH DISTINCT a, b, e
WITH a.id AS source, b.id AS other_id, a.name AS source_name, b.name AS target_name, count(e) AS weight,
     min(e.date) AS first, max(e.date) AS last
RETURN source, other_id AS target, source_name, target_name, weight, first, last
ORDER BY weight DESC, source, other_id
LIMIT $top
