// What was said about this event, party or product?
// ---
// description = """
// Statements and threats that speak of one node or address it, with who made them.
// `relation` is ABOUT or ADDRESSES."""
// columns = ["date", "relation", "speakers", "stance", "words", "name", "id"]
// [parameters.node]
// kind = "node"
// description = "Id of an event, party, product, region, list or legal instrument."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (s:Statement|Threat)-[r:ABOUT|ADDRESSES]->(n:Thing {id: $node})
WHERE ($since = '' OR s.date >= date($since)) AND ($until = '' OR s.date <= date($until))
WITH DISTINCT s, type(r) AS relation
OPTIONAL MATCH (p:Party)-[:MADE]->(s)
WITH DISTINCT s, relation, p
ORDER BY p.name, p.id
WITH s, relation, collect(p.name) AS speakers
RETURN s.date AS date, relation, speakers, s.stance AS stance, s.words AS words, s.name AS name, s.id AS id
ORDER BY date, relation, id
