// Who led the delegations, and how often?
// ---
// description = """
// Persons and bodies that took part in talks at the head of a delegation, with the first and the last time."""
// columns = ["name", "country", "talks", "first", "last", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the delegation; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (p:Party)-[r:PARTICIPATED_IN]->(t:TradeTalk)
WHERE r.role = 'delegation_head' AND ($since = '' OR t.date >= date($since)) AND ($until = '' OR t.date <= date($until))
  AND ($country = '' OR toUpper($country) IN ([p.country] + coalesce(p.countries, [])))
RETURN p.name AS name, coalesce(p.country, head(p.countries)) AS country, count(DISTINCT t) AS talks,
       min(t.date) AS first, max(t.date) AS last, p.id AS id
ORDER BY talks DESC, id
