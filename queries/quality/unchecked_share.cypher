// How much of each year has been compared with its sources?
// ---
// description = """
// Events of a chronology by year: `opened` were compared with the text they cite, `secondary` with a report of it,
// `unchecked` with nothing yet; events read from documents have no such mark and count in `events` alone."""
// columns = ["year", "events", "opened", "secondary", "unchecked", "first_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE e.date IS NOT NULL AND ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
RETURN e.date.year AS year, count(e) AS events, count(CASE WHEN e.checked = 'opened' THEN 1 END) AS opened,
       count(CASE WHEN e.checked = 'secondary' THEN 1 END) AS secondary,
       count(CASE WHEN e.checked = 'unchecked' THEN 1 END) AS unchecked, min(e.id) AS first_id
ORDER BY year, first_id
