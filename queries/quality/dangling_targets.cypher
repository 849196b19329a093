// Which measures hit nobody that the graph knows?
// ---
// description = """
// Measures without an edge to a target. `target_countries` may still say which side they hit;
// with neither, a question about that side passes them by."""
// columns = ["date", "kind", "name", "actor_countries", "target_countries", "citation", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// [parameters.wholly]
// kind = "boolean"
// default = false
// description = "Whether to show only those without target countries too."
// ---
MATCH (m:Measure)
WHERE ($country = '' OR toUpper($country) IN coalesce(m.actor_countries, []))
  AND NOT EXISTS { (m)-[:TARGETS]->(:Thing) }
  AND (NOT $wholly OR size(coalesce(m.target_countries, [])) = 0)
RETURN m.date AS date, head([one IN labels(m) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       m.name AS name, m.actor_countries AS actor_countries,
       m.target_countries AS target_countries, m.citation AS citation, m.id AS id
ORDER BY date, id
