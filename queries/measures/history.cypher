// How did this measure fare?
// ---
// description = """
// Every state of one measure, and of targets that took another course, with the event or notice that tells it."""
// columns = ["target", "state", "since", "until", "quote", "source_name", "source_url", "edge_id"]
// [parameters.measure]
// kind = "node"
// description = "Id of the measure."
// ---
MATCH (m:Thing {id: $measure})-[s:HAS_STATE]->(t:Thing)
RETURN CASE WHEN t.id <> m.id THEN t.name END AS target, s.state AS state, s.valid_from AS since,
       s.valid_to AS until, s.quote AS quote, s.source_name AS source_name, s.source_url AS source_url,
       s.id AS edge_id
ORDER BY since, target, edge_id
