// Who was taken off a list in a period?
// ---
// description = """
// Listings that ended by a removal, with the day and the words; `days` is how long the party had been on the list."""
// columns = ["removed", "name", "listed", "days", "quote", "source_url", "id"]
// [parameters.list]
// kind = "name"
// default = "Entity List"
// description = "Name, code or id of the list."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state = 'removed' AND r.valid_from IS NOT NULL
  AND ($since = '' OR r.valid_from >= date($since)) AND ($until = '' OR r.valid_from <= date($until))
OPTIONAL MATCH (p)-[was:LISTED_ON]->(l)
WHERE was.state = 'in_force' AND was.valid_from < r.valid_from
WITH p, r, max(was.valid_from) AS listed
RETURN r.valid_from AS removed, p.name AS name, listed, duration.inDays(listed, r.valid_from).days AS days,
       r.quote AS quote, r.source_url AS source_url, p.id AS id
ORDER BY removed, name, id, r.id
