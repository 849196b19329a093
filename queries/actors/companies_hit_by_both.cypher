// Which companies were hit by both sides?
// ---
// description = """
// Companies and other bodies that are named targets of measures of both sides, with the measures of each."""
// columns = ["name", "countries", "by_first", "by_second", "id"]
// [parameters.first]
// kind = "string"
// default = "US"
// description = "Country code of one side."
// [parameters.second]
// kind = "string"
// default = "CN"
// description = "Country code of the other side."
// ---
MATCH (hit:Measure)-[:TARGETS]->(p:Organization)
WHERE toUpper($second) IN coalesce(hit.actor_countries, [])
WITH DISTINCT p
MATCH (m:Measure)-[:TARGETS]->(p)
WHERE toUpper($first) IN coalesce(m.actor_countries, []) OR toUpper($second) IN coalesce(m.actor_countries, [])
WITH DISTINCT p, m
ORDER BY m.date, m.id
WITH p, collect(CASE WHEN toUpper($first) IN m.actor_countries THEN m.id END) AS by_first,
     collect(CASE WHEN toUpper($second) IN m.actor_countries THEN m.id END) AS by_second
WHERE size(by_first) > 0 AND size(by_second) > 0
RETURN p.name AS name, p.countries AS countries, by_first, by_second, p.id AS id
ORDER BY name, id
