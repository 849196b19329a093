// Which bodies acted most in a period?
// ---
// description = """
// Who issued how many measures, changes and other events in a period, and of which kinds, the busiest first."""
// columns = ["name", "country", "events", "measures", "first", "last", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the body; empty means any."
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
// default = 20
// description = "How many rows at most."
// ---
MATCH (p:Party)-[:ISSUED]->(e:Event)
WHERE ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
  AND ($country = '' OR toUpper($country) IN ([p.country] + coalesce(p.countries, [])))
WITH DISTINCT p, e
RETURN p.name AS name, coalesce(p.country, head(p.countries)) AS country, count(e) AS events,
       count(CASE WHEN e:Measure THEN 1 END) AS measures, min(e.date) AS first, max(e.date) AS last, p.id AS id
ORDER BY events DESC, id
LIMIT $top
