// Which parties of this party's group are on a list?
// ---
// description = """
// Everyone tied to one party by ownership, up or down, through up to four steps, with the direct owners and the lists
// on which it stands on a day. `shares` are the owners' parts in percent, in their order, -1 where no source gives one.
// Being owned by a listed party isn't being listed: some lists count it, most don't."""
// columns = ["name", "lists", "owners", "shares", "id"]
// [parameters.party]
// kind = "node"
// description = "Id of the party."
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// ---
MATCH (p:Thing {id: $party})-[:OWNED_BY*0..4]-(o:Party)
WITH DISTINCT o, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
OPTIONAL MATCH (o)-[r:LISTED_ON]->(l:RestrictedList)
WHERE r.state IN ['announced', 'in_force', 'resumed', 'suspended', 'unknown']
  AND (r.valid_from IS NULL OR r.valid_from <= day) AND (r.valid_to IS NULL OR r.valid_to > day)
WITH DISTINCT o, l
ORDER BY l.name, l.id
WITH o, collect(l.name) AS lists
OPTIONAL MATCH (o)-[s:OWNED_BY]->(owner:Party)
WITH o, lists, s, owner
ORDER BY owner.name, owner.id, s.id
RETURN o.name AS name, lists, collect(owner.name) AS owners,
       collect(CASE WHEN owner IS NOT NULL THEN coalesce(s.share, -1.0) END) AS shares, o.id AS id
ORDER BY name, id
