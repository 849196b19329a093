// Which events look like answers but are none?
// ---
// description = """
// Pairs of events of which a source shows that the later one doesn't answer the earlier one, near as they are,
// with what speaks against the link, and pairs that the model weighed and held to be less likely than not.
// The latter have a `probability` from 0 to 1, and `features`: what made it, the heaviest first."""
// columns = ["response_date", "response", "action_date", "action", "days_apart", "reason", "probability",
//     "features", "quote", "source_url", "response_id", "action_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the side that acted later; empty means any."
// [parameters.weighed]
// kind = "boolean"
// default = true
// description = "Whether to show the pairs that the model rejected beside those that a source denies."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// ---
MATCH (b:Event)-[r:NOT_RESPONSE_TO]->(a:Event)
WHERE ($country = '' OR toUpper($country) IN coalesce(b.actor_countries, []))
  AND ($unchecked OR (coalesce(a.checked, '') <> 'unchecked' AND coalesce(b.checked, '') <> 'unchecked'))
  AND ($weighed OR r.probability IS NULL)
RETURN coalesce(b.announced, b.date) AS response_date, b.name AS response,
       coalesce(a.announced, a.date) AS action_date, a.name AS action,
       duration.inDays(coalesce(a.announced, a.date), coalesce(b.announced, b.date)).days AS days_apart,
       r.reason AS reason, r.probability / 100.0 AS probability, r.features AS features, r.quote AS quote, r.source_url AS source_url, b.id AS response_id, a.id AS action_id
ORDER BY response_date, response_id, action_id, r.id
