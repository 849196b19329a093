// Who answered fastest?
// ---
// description = """
// Answers by the days between the two announcements, the quickest first.
// A negative lag means that the answer was announced before what it answers took its final shape."""
// columns = ["lag_days", "kind", "response_date", "response", "response_countries", "action_date",
//     "action", "response_id", "action_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the side that answered; empty means any."
// [parameters.kinds]
// kind = "string_list"
// default = ["stated", "reported"]
// description = "Kinds of link to take: stated, reported, inferred."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// [parameters.limit]
// kind = "integer"
// default = 50
// description = "Number of rows at most."
// ---
MATCH (b:Event)-[r:RESPONDS_TO]->(a:Event)
WHERE r.kind IN $kinds
  AND ($country = '' OR toUpper($country) IN coalesce(b.actor_countries, []))
  AND ($unchecked OR (coalesce(a.checked, '') <> 'unchecked' AND coalesce(b.checked, '') <> 'unchecked'))
WITH a, b, r, coalesce(r.lag_days, duration.inDays(coalesce(a.announced, a.date),
                                                   coalesce(b.announced, b.date)).days) AS lag_days
WHERE lag_days IS NOT NULL
RETURN lag_days, r.kind AS kind, coalesce(b.announced, b.date) AS response_date, b.name AS response,
       b.actor_countries AS response_countries, coalesce(a.announced, a.date) AS action_date,
       a.name AS action, b.id AS response_id, a.id AS action_id
ORDER BY lag_days, response_date, response_id, action_id, r.id
LIMIT $limit
