// Which measures were put off or suspended soon after talks?
// ---
// description = """
// Changes that delay, suspend or extend a measure and were announced within some days after talks of a side that
// the measure hits or that ordered it. `days` are those from the talks to the announcement.
// Near in time isn't because: see retaliation/why for what sources say."""
// columns = ["talk_date", "talk", "change_date", "days", "action", "change", "measure", "measure_id", "change_id",
//     "talk_id"]
// [parameters.days]
// kind = "integer"
// default = 14
// description = "How many days after the talks at most."
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
WHERE coalesce(r.action, c.action) IN ['delay', 'suspend', 'extend']
WITH DISTINCT c, m, coalesce(r.action, c.action) AS action, coalesce(c.announced, c.date) AS day
MATCH (t:TradeTalk)
WHERE t.date <= day AND duration.inDays(t.date, day).days <= $days
  AND ($since = '' OR t.date >= date($since)) AND ($until = '' OR t.date <= date($until))
  AND any(side IN coalesce(m.target_countries, []) WHERE side IN coalesce(t.actor_countries, []))
  AND any(side IN coalesce(m.actor_countries, []) WHERE side IN coalesce(t.actor_countries, []))
RETURN t.date AS talk_date, t.name AS talk, day AS change_date, duration.inDays(t.date, day).days AS days, action,
       c.name AS change, m.name AS measure, m.id AS measure_id, c.id AS change_id, t.id AS talk_id
ORDER BY talk_date, days, talk_id, change_id, measure_id
