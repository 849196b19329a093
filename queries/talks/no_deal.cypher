// Which talks are not known to have led to anything?
// ---
// description = """
// Rounds of talks without a known agreement or commitment; that none is known doesn't say that there was none."""
// columns = ["date", "name", "actor_countries", "checked", "citation", "citation_url", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of a side that took part; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (t:TradeTalk)
WHERE ($since = '' OR t.date >= date($since)) AND ($until = '' OR t.date <= date($until))
  AND ($country = '' OR toUpper($country) IN coalesce(t.actor_countries, []))
  AND NOT EXISTS { (t)-[:LED_TO]->(:Thing) }
RETURN t.date AS date, t.name AS name, t.actor_countries AS actor_countries, t.checked AS checked,
       t.citation AS citation, t.citation_url AS citation_url, t.id AS id
ORDER BY date, id
