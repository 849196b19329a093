// Which parties are targets of the most events?
// ---
// description = """
// Parties, ships and planes by the number of events that name them as a target, with how many sides acted."""
// columns = ["name", "events", "actors", "first", "last", "id"]
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// [parameters.top]
// kind = "integer"
// default = 20
// description = "How many rows at most."
// ---
MATCH (e:Event)-[:TARGETS]->(t:Party|Vessel|Aircraft)
WHERE ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until)) AND NOT t:Government
WITH t, count(DISTINCT e) AS events
ORDER BY events DESC, t.id
LIMIT $top
MATCH (e:Event)-[:TARGETS]->(t)
WHERE ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
UNWIND coalesce(e.actor_countries, [null]) AS actor
WITH t, events, count(DISTINCT actor) AS actors, min(e.date) AS first, max(e.date) AS last
RETURN t.name AS name, events, actors, first, last, t.id AS id
ORDER BY events DESC, id
