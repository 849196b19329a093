// Which bodies belong to this government or body?
// ---
// description = """
// Every body below a government or another body, through up to five steps, with the body right above it and the
// lists that it keeps."""
// columns = ["body", "part_of", "lists", "id", "part_of_id"]
// [parameters.body]
// kind = "node"
// description = "Id of the government or body at the top."
// ---
MATCH (top:Thing {id: $body})<-[:PART_OF*0..4]-(above:Party)
WITH DISTINCT above
MATCH (b:Party)-[:PART_OF]->(above)
WITH DISTINCT b, above
OPTIONAL MATCH (b)-[:MAINTAINS]->(l:RestrictedList)
WITH DISTINCT b, above, l
ORDER BY l.name, l.id
WITH b, above, collect(l.name) AS lists
RETURN b.name AS body, above.name AS part_of, lists, b.id AS id, above.id AS part_of_id
ORDER BY part_of, body, part_of_id, id
