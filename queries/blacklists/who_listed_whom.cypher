// Who put whom on which list?
// ---
// description = """
// Keeper of a list, the list, and each party that was put on it, with the words of the earliest listing.
// A listing that was only proposed or was called off before it applied doesn't count."""
// columns = ["since", "actor", "list", "target", "target_countries", "quote", "source_url", "target_id"]
// [parameters.actor]
// kind = "string"
// default = ""
// description = "Country code of the keeper's government (US, CN, EU) or the keeper's name; empty means any."
// [parameters.target]
// kind = "string"
// default = ""
// description = "Country code of the target; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (a:Agency|Government)-[:MAINTAINS]->(l:RestrictedList)
WHERE $actor = ''
   OR toUpper($actor) IN ([a.country] + coalesce(a.countries, []))
   OR a._known_as CONTAINS '\n' + toLower($actor) + '\n'
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
  AND ($target = '' OR toUpper($target) IN coalesce(p.countries, []))
WITH DISTINCT a, l, p, r
ORDER BY r.valid_from, r.valid_to, r.id
WITH a, l, p, head(collect(r)) AS r
WHERE ($since = '' OR r.valid_from >= date($since)) AND ($until = '' OR r.valid_from <= date($until))
RETURN r.valid_from AS since, a.name AS actor, l.name AS list, p.name AS target,
       p.countries AS target_countries, r.quote AS quote, r.source_url AS source_url, p.id AS target_id
ORDER BY since, actor, list, target, a.id, l.id, target_id
