// Which events end before they begin?
// ---
// description = """
// Events whose end is before their announcement, or whose effective day is: one of the days is wrong.
// An end between announcement and effective day is a withdrawal, and right."""
// columns = ["announced", "effective", "ended", "name", "citation", "id"]
// ---
MATCH (e:Event)
WHERE e.ended < e.announced OR e.until < e.announced OR e.effective < e.announced
RETURN e.announced AS announced, e.effective AS effective, coalesce(e.ended, e.until) AS ended, e.name AS name,
       e.citation AS citation, e.id AS id
ORDER BY announced, id
