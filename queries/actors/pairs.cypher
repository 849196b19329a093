// Which governments acted against each other, and who more?
// ---
// description = """
// For each acting and hit country the number of measures and of named parties, ships and planes.
// `source` and `target` make a directed matrix; an act of two sides counts for both."""
// columns = ["source", "target", "measures", "named_targets", "first", "last", "first_id"]
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (m:Measure)
WHERE ($since = '' OR m.date >= date($since)) AND ($until = '' OR m.date <= date($until))
UNWIND coalesce(m.actor_countries, []) AS source
UNWIND coalesce(m.target_countries, []) AS target
WITH m, source, target, COUNT { (m)-[:TARGETS]->(:Party|Vessel|Aircraft) } AS named
WHERE source <> target
RETURN source, target, count(m) AS measures, sum(named) AS named_targets, min(m.date) AS first, max(m.date) AS last,
       min(m.id) AS first_id
ORDER BY measures DESC, source, target, first_id
