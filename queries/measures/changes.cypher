// Which measures were changed in a period, and how?
// ---
// description = """
// Removals, suspensions, extensions and other changes with the measure that they change."""
// columns = ["date", "action", "change", "measure", "measure_date", "until", "citation", "change_id", "measure_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the side whose measure was changed; empty means any."
// [parameters.action]
// kind = "string"
// default = ""
// description = "Kind of change, such as suspend, extend, remove; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (c:MeasureChange)-[r:CHANGES]->(m:Event)
WHERE ($since = '' OR c.date >= date($since)) AND ($until = '' OR c.date <= date($until))
  AND ($country = '' OR toUpper($country) IN coalesce(m.actor_countries, []))
  AND ($action = '' OR toLower($action) = coalesce(r.action, c.action))
RETURN c.date AS date, coalesce(r.action, c.action) AS action, c.name AS change, m.name AS measure,
       m.date AS measure_date, r.until AS until, c.citation AS citation, c.id AS change_id, m.id AS measure_id
ORDER BY date, change_id, measure_id, r.id
