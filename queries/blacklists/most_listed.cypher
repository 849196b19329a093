// Who on a list is on the most lists?
// ---
// description = """
// Parties, ships and planes on one list on a day, by the number of lists on which they stand, with the first day of
// all."""
// columns = ["name", "countries", "lists", "list_names", "since", "id"]
// [parameters.list]
// kind = "name"
// default = "Entity List"
// description = "Name, code or id of the list."
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.top]
// kind = "integer"
// default = 20
// description = "How many rows at most."
// ---
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
MATCH (p:Party|Vessel|Aircraft)-[on_it:LISTED_ON]->(l)
WHERE on_it.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
  AND (on_it.valid_from IS NULL OR on_it.valid_from <= day) AND (on_it.valid_to IS NULL OR on_it.valid_to > day)
WITH DISTINCT p, day
MATCH (p)-[r:LISTED_ON]->(other:RestrictedList)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
  AND (r.valid_from IS NULL OR r.valid_from <= day) AND (r.valid_to IS NULL OR r.valid_to > day)
WITH p, other, min(r.valid_from) AS began
ORDER BY other.name, other.id
WITH p, collect(other.name) AS list_names, min(began) AS since
RETURN p.name AS name, p.countries AS countries, size(list_names) AS lists, list_names, since, p.id AS id
ORDER BY lists DESC, name, id
LIMIT $top
