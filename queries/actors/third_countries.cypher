// Which third countries did the measures of two sides hit?
// ---
// description = """
// Countries beside the two that measures of one of them name as a target, the most often named first.
// `first_id` is one of the measures."""
// columns = ["country", "actor", "measures", "first", "last", "first_id"]
// [parameters.first]
// kind = "string"
// default = "US"
// description = "Country code of one side."
// [parameters.second]
// kind = "string"
// default = "CN"
// description = "Country code of the other side."
// ---
MATCH (m:Measure)
WHERE size(coalesce(m.target_countries, [])) > 0
UNWIND coalesce(m.actor_countries, []) AS actor
UNWIND m.target_countries AS country
WITH m, actor, country
WHERE actor IN [toUpper($first), toUpper($second)] AND NOT country IN [toUpper($first), toUpper($second)]
RETURN country, actor, count(DISTINCT m) AS measures, min(m.date) AS first, max(m.date) AS last, min(m.id) AS first_id
ORDER BY measures DESC, country, actor, first_id
