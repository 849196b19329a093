// Which legal instruments carry the most measures?
// ---
// description = """
// Laws, orders and other instruments with the number of events that rest on them."""
// columns = ["instrument", "country", "events", "first", "last", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// [parameters.name]
// kind = "string"
// default = ""
// description = "A part of the instrument's name; empty means any."
// [parameters.top]
// kind = "integer"
// default = 20
// description = "How many rows at most."
// ---
MATCH (e:Event)-[:BASED_ON]->(i:LegalInstrument)
WHERE ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
  AND ($name = '' OR toLower(i.name) CONTAINS toLower($name))
WITH DISTINCT e, i
RETURN i.name AS instrument, i.country AS country, count(e) AS events, min(e.date) AS first, max(e.date) AS last,
       i.id AS id
ORDER BY events DESC, id
LIMIT $top
