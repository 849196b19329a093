// Which listings are suspended on a given day, and until when?
// ---
// description = """
// Listings on one list that rest on a day. No `until` means that no end is known."""
// columns = ["name", "list", "since", "until", "quote", "source_url", "id", "list_id"]
// [parameters.list]
// kind = "name"
// default = "Unreliable Entity List"
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
WHERE r.state = 'suspended'
  AND (r.valid_from IS NULL OR r.valid_from <= day) AND (r.valid_to IS NULL OR r.valid_to > day)
RETURN p.name AS name, l.name AS list, r.valid_from AS since, r.valid_to AS until, r.quote AS quote,
       r.source_url AS source_url, p.id AS id, l.id AS list_id
ORDER BY since, name, id, list_id, r.id
