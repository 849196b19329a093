// Who is on lists of both sides?
// ---
// description = """
// Parties, ships and planes that stood on a list of each of two countries at any time, with the names of the lists."""
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
MATCH (l:RestrictedList)
WHERE l.country = toUpper($second)
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
WITH DISTINCT p
MATCH (p)-[r:LISTED_ON]->(l:RestrictedList)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
WITH DISTINCT p, l
ORDER BY l.name, l.id
WITH p, collect(CASE WHEN l.country = toUpper($first) THEN l.name END) AS by_first,
     collect(CASE WHEN l.country = toUpper($second) THEN l.name END) AS by_second
WHERE size(by_first) > 0
RETURN p.name AS name, p.countries AS countries, by_first, by_second, p.id AS id
ORDER BY name, id
