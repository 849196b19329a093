// Who was put on the same list on the same day as this party?
// ---
// description = """
// Parties, ships and planes that share list, first day and state with one party: those of one notice, mostly.
// `source` and `target` are ids."""
// columns = ["source", "target", "name", "list", "state", "since", "quote", "source_url", "edge_id"]
// [parameters.party]
// kind = "node"
// description = "Id of the party, ship or plane."
// ---
MATCH (p:Thing {id: $party})-[a:LISTED_ON]->(l:RestrictedList)
WITH p, a, l
MATCH (o:Thing)-[b:LISTED_ON]->(l)
WHERE b.valid_from = a.valid_from AND b.state = a.state AND o.id <> p.id
RETURN p.id AS source, o.id AS target, o.name AS name, l.name AS list, b.state AS state, b.valid_from AS since,
       b.quote AS quote, b.source_url AS source_url, b.id AS edge_id
ORDER BY since, list, name, edge_id
