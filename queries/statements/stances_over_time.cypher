// How did the tone of each side change from month to month?
// ---
// description = """
// Statements and threats by month, acting side and stance. One without a stance counts as such;
// one of two sides counts for both. `first_id` is one of them to look at."""
// columns = ["year", "month", "country", "stance", "statements", "first_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (s:Statement|Threat)
WHERE s.date IS NOT NULL AND ($since = '' OR s.date >= date($since)) AND ($until = '' OR s.date <= date($until))
UNWIND coalesce(s.actor_countries, []) AS country
WITH s, country
WHERE $country = '' OR country = toUpper($country)
RETURN s.date.year AS year, s.date.month AS month, country, s.stance AS stance, count(DISTINCT s) AS statements,
       min(s.id) AS first_id
ORDER BY year, month, country, stance, first_id
