// Who has the same address as this party?
// ---
// description = """
// Parties, ships and planes at an address that one party has too. An address of a large building or of an agent says
// little: `at_address` counts all who are there."""
// columns = ["source", "target", "name", "address", "at_address", "lists", "address_id"]
// [parameters.party]
// kind = "node"
// description = "Id of the party, ship or plane."
// ---
MATCH (p:Thing {id: $party})-[:HAS_ADDRESS]->(a:Address)
WITH DISTINCT p, a, COUNT { (a)<-[:HAS_ADDRESS]-(:Thing) } AS at_address
MATCH (o:Thing)-[:HAS_ADDRESS]->(a)
WHERE o.id <> p.id
WITH DISTINCT p, a, at_address, o
OPTIONAL MATCH (o)-[:LISTED_ON]->(l:RestrictedList)
WITH DISTINCT p, a, at_address, o, l
ORDER BY l.name, l.id
WITH p, a, at_address, o, collect(l.name) AS lists
RETURN p.id AS source, o.id AS target, o.name AS name, coalesce(a.full, a.name) AS address, at_address, lists,
       a.id AS address_id
ORDER BY address, name, target, address_id
