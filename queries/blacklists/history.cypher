// On which lists was this party, and when?
// ---
// description = """
// Every interval of every listing of one party, ship or plane: announced, in force, suspended, removed.
// `until` is the first day on which the state no longer held."""
// columns = ["id", "name", "list", "state", "since", "until", "quote", "source_url"]
// [parameters.name]
// kind = "string"
// description = "Any full name, former name or alias of the party, or its id."
// ---
MATCH (p:Party|Vessel|Aircraft)-[r:LISTED_ON]->(l:RestrictedList)
WHERE p.id = $name
   OR any(known IN [p.name] + coalesce(p.names, []) + coalesce(p.aliases, []) + coalesce(p.former_names, [])
                   + coalesce(p.names_zh, [])
          WHERE toLower(known) = toLower($name))
RETURN p.id AS id, p.name AS name, l.name AS list, r.state AS state,
       r.valid_from AS since, r.valid_to AS until, r.quote AS quote, r.source_url AS source_url
ORDER BY id, list, since, until, l.id, r.id
