// What did the sides do just before and after these talks?
// ---
// description = """
// Measures, changes of measures and threats of the sides of one round of talks or agreement, within some days before
// and after; `days` is below zero before it."""
// columns = ["days", "date", "kind", "name", "actor_countries", "id"]
// [parameters.talk]
// kind = "node"
// description = "Id of the talks or of any other event."
// [parameters.days]
// kind = "integer"
// default = 14
// description = "How many days before and after."
// ---
MATCH (t:Thing {id: $talk})
WITH t.id AS talk, coalesce(t.actor_countries, []) AS sides, t.date AS day
MATCH (e:Event)
WHERE e.date >= day - duration({days: $days}) AND e.date <= day + duration({days: $days})
  AND (e:Measure OR e:MeasureChange OR e:Threat OR e:Relief OR e:OtherAction)
  AND e.id <> talk AND any(side IN coalesce(e.actor_countries, []) WHERE side IN sides)
RETURN duration.inDays(day, e.date).days AS days, e.date AS date,
       head([one IN labels(e) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       e.name AS name, e.actor_countries AS actor_countries, e.id AS id
ORDER BY days, id
