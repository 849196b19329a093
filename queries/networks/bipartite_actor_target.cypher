// Who hit whom, as a network of two kinds of nodes?
// ---
// description = """
// One row for each issuer and each named target of measures: `source` and `target` are ids, `weight` counts the
// measures. For Gephi: kg export csv takes the same graph with its dates."""
// columns = ["source", "target", "source_name", "target_name", "weight", "first", "last"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
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
// default = 500
// description = "How many rows at most."
// ---
MATCH (m:Measure)-[:TARGETS]->(t:Party|Vessel|Aircraft)
WHERE ($since = '' OR m.date >= date($since)) AND ($until = '' OR m.date <= date($until))
  AND ($country = '' OR toUpper($country) IN coalesce(m.actor_countries, []))
WITH m, collect(DISTINCT t) AS hit
MATCH (a:Party)-[:ISSUED]->(m)
WITH a, m, head(collect(hit)) AS hit
UNWIND hit AS t
WITH a, t, count(m) AS weight, min(m.date) AS first, max(m.date) AS last
ORDER BY weight DESC, a.id, t.id
LIMIT $top
RETURN a.id AS source, t.id AS target, a.name AS source_name, t.name AS target_name, weight, first, last
ORDER BY weight DESC, source, t.id
