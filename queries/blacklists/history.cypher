// On which lists was this party, and when?
// ---
// description = """
// Every interval of every listing of one party, ship or plane: announced, in force, suspended, removed.
// `until` is the first day on which the state no longer held."""
// columns = ["id", "name", "list", "state", "since", "until", "quote", "source_url"]
// [parameters.name]
// kind = "name"
// description = "Any full name, former name or alias of the party, or its id."
// ---
MATCH (p:Thing)
WHERE p._known_as CONTAINS '\n' + toLower($name) + '\n'
WITH DISTINCT p
MATCH (p)-[r:LISTED_ON]->(l:RestrictedList)
RETURN p.id AS id, p.name AS name, l.name AS list, r.state AS state,
       r.valid_from AS since, r.valid_to AS until, r.quote AS quote, r.source_url AS source_url
ORDER BY id, list, since, until, l.id, r.id
