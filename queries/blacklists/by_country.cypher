// From which countries are the parties on a list?
// ---
// description = """
// Names on a list on a day, by country; a party of two countries counts for both, one without a country as null."""
// columns = ["country", "parties", "first_id"]
// [parameters.list]
// kind = "name"
// default = "Entity List"
// description = "Name, code or id of the list."
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// ---
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
  AND (r.valid_from IS NULL OR r.valid_from <= day) AND (r.valid_to IS NULL OR r.valid_to > day)
WITH DISTINCT p
UNWIND CASE WHEN size(coalesce(p.countries, [])) = 0 THEN [null] ELSE p.countries END AS country
RETURN country, count(DISTINCT p) AS parties, min(p.id) AS first_id
ORDER BY parties DESC, country, first_id
