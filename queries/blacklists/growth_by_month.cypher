// How did a list grow from month to month?
// ---
// description = """
// New names on a list by the month in which they first stood on it in force, for a figure of its growth.
// Names without a known first day are left out; who left the list isn't subtracted: see blacklists/removed."""
// columns = ["year", "month", "added", "first_id"]
// [parameters.list]
// kind = "name"
// default = "Entity List"
// description = "Name, code or id of the list."
// ---
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state = 'in_force' AND r.valid_from IS NOT NULL
WITH p, min(r.valid_from) AS began
RETURN began.year AS year, began.month AS month, count(p) AS added, min(p.id) AS first_id
ORDER BY year, month, first_id
