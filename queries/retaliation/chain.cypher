// What chain of answers did this event set off?
// ---
// description = """
// Every event that answers one event, or answers one of its answers, to a depth of eight, one row a link.
// `lag_days` are the days between the two announcements, `kind` is `stated` (the actor says so), `reported`
// (others say so) or `inferred` (a rule concludes it), `quote` and `source` are the evidence."""
// columns = ["response_date", "response_id", "response", "action_date", "action_id", "action", "kind", "lag_days", "quote", "source", "source_url"]
// [parameters.event]
// kind = "name"
// description = "Id or exact name of the event that the chain begins with."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to show answers that nobody has compared with their source yet."
// ---
MATCH (root:Thing)
WHERE root._known_as CONTAINS '\n' + toLower($event) + '\n'
WITH DISTINCT root
MATCH (action:Event)-[:RESPONDS_TO*0..7]->(root)
WITH DISTINCT action
MATCH (response:Event)-[r:RESPONDS_TO]->(action)
WHERE $unchecked OR response.checked IS NULL OR response.checked <> 'unchecked'
WITH action, response, r, coalesce(action.announced, action.date) AS action_date,
     coalesce(response.announced, response.date) AS response_date
RETURN response_date, response.id AS response_id, response.name AS response, action_date,
       action.id AS action_id, action.name AS action, r.kind AS kind,
       coalesce(r.lag_days, duration.inDays(action_date, response_date).days) AS lag_days,
       coalesce(r.quote, r.basis_text) AS quote, r.source_name AS source, r.source_url AS source_url
ORDER BY response_date, response_id, action_id, r.id
