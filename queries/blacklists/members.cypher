// Who is on a list on a given day?
// ---
// description = """
// Parties, ships and planes that stood on a list on a day, in which state, with the words that say so.
// The list is named by its name, code or id, in any letter case.
// No `since` means that the first day isn't known, no `until` that no end is known."""
// columns = ["id", "name", "countries", "state", "since", "until", "quote", "source_url"]
// [parameters.list]
// kind = "name"
// default = "Entity List"
// description = "Name, code or id of the list."
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.states]
// kind = "string_list"
// default = ["announced", "in_force", "resumed", "suspended", "unknown"]
// description = "States that count as being on the list."
// ---
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state IN $states
  AND (r.valid_from IS NULL OR r.valid_from <= day)
  AND (r.valid_to IS NULL OR r.valid_to > day)
RETURN p.id AS id, p.name AS name, p.countries AS countries, r.state AS state,
       r.valid_from AS since, r.valid_to AS until, r.quote AS quote, r.source_url AS source_url
ORDER BY name, id, r.id
