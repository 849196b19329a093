// Which threats have not been carried out?
// ---
// description = """
// Threats and announced answers that no measure is known to carry out by a day, the oldest first.
// A threat carried out later than that day is still open on it."""
// columns = ["threatened", "name", "actor_countries", "target_countries", "days_open", "checked", "citation",
//     "citation_url", "id"]
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// ---
MATCH (t:Threat)
WITH t, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
WHERE t.date <= day AND ($country = '' OR toUpper($country) IN coalesce(t.actor_countries, []))
  AND ($unchecked OR coalesce(t.checked, '') <> 'unchecked')
OPTIONAL MATCH (m:Event)-[:CARRIES_OUT]->(t)
WHERE m.date <= day
WITH t, day, count(m) AS done
WHERE done = 0
RETURN t.date AS threatened, t.name AS name, t.actor_countries AS actor_countries,
       t.target_countries AS target_countries, duration.inDays(t.date, day).days AS days_open,
       t.checked AS checked, t.citation AS citation, t.citation_url AS citation_url, t.id AS id
ORDER BY threatened, id
