// What became public long after it had begun?
// ---
// description = """
// Issuers and targets of events that a source named only so many days after the event.
// With kg query --known-on the graph of an earlier day lacks them."""
// columns = ["date", "known_from", "days_late", "event", "relation", "other", "source_url", "event_id", "edge_id"]
// [parameters.days]
// kind = "integer"
// default = 30
// description = "How many days late at least."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (e:Event)-[r:ISSUED|TARGETS]-(o:Thing)
WHERE r.known_from IS NOT NULL AND ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
WITH DISTINCT e, r, o, duration.inDays(e.date, r.known_from).days AS days_late
WHERE days_late >= $days
RETURN e.date AS date, r.known_from AS known_from, days_late, e.name AS event, type(r) AS relation, o.name AS other,
       r.source_url AS source_url, e.id AS event_id, r.id AS edge_id
ORDER BY days_late DESC, event_id, edge_id
