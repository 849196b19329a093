// Which events are known from the press alone?
// ---
// description = """
// Events none of whose issuers and speakers is proved by anything but press reports."""
// columns = ["date", "name", "actor_countries", "links", "source_url", "id"]
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
MATCH (e:Event)<-[r:ISSUED|MADE]-(:Party)
WHERE ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
  AND ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
WITH e, count(DISTINCT r) AS links, count(DISTINCT CASE WHEN r.basis = 'press' THEN r END) AS press,
     min(r.source_url) AS source_url
WHERE links = press
RETURN e.date AS date, e.name AS name, e.actor_countries AS actor_countries, links, source_url, e.id AS id
ORDER BY date, id
