// Which threats were carried out, and how long after?
// ---
// description = """
// Each threat with the measure that carries it out and the days between them, the slowest last."""
// columns = ["threatened", "done", "days", "threat", "measure", "actor_countries", "quote", "source_url",
//     "threat_id", "measure_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (m:Event)-[r:CARRIES_OUT]->(t:Threat)
WHERE $country = '' OR toUpper($country) IN coalesce(t.actor_countries, [])
RETURN t.date AS threatened, m.date AS done, duration.inDays(t.date, m.date).days AS days, t.name AS threat,
       m.name AS measure, t.actor_countries AS actor_countries, r.quote AS quote, r.source_url AS source_url,
       t.id AS threat_id, m.id AS measure_id
ORDER BY days, threat_id, measure_id
