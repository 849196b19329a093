// What follows upon acts of a kind, how often, and how fast?
// ---
// description = """
// For each kind of act, how many there are, and by which kinds of act they were answered: how many answers, and
// after how long from announcement to announcement. Acts that nothing answered stand in a row without `answer_kind`.
// `mean_days`, `soonest` and `latest` are of the answers whose lag is known; each link counts once, by its surest
// kind."""
// columns = ["act_kind", "acts", "answer_kind", "answers", "answered", "same_day", "within_week", "within_month",
//     "later", "soonest", "latest", "mean_days"]
// [parameters.kind]
// kind = "string"
// default = ""
// description = "Class of the act, such as Blacklisting, TariffAction or Measure; empty means any."
// [parameters.actor]
// kind = "string"
// default = ""
// description = "Country code of the side that acted; empty means any."
// [parameters.link_kinds]
// kind = "string_list"
// default = ["stated", "reported"]
// description = "Which links count: stated, reported, inferred."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// ---
MATCH (a:Event)
WHERE ($kind = '' OR $kind IN labels(a))
  AND ($actor = '' OR toUpper($actor) IN coalesce(a.actor_countries, []))
  AND ($unchecked OR coalesce(a.checked, '') <> 'unchecked')
OPTIONAL MATCH (b:Event)-[r:RESPONDS_TO]->(a)
WHERE r.kind IN $link_kinds AND ($unchecked OR coalesce(b.checked, '') <> 'unchecked')
WITH DISTINCT a, b,
     head([k IN labels(a) WHERE k IN ['Blacklisting', 'TariffAction', 'ExportControl', 'TradeRestriction',
          'Investigation', 'MeasureChange', 'Relief', 'Statement', 'Threat', 'TradeTalk', 'Agreement', 'Commitment',
          'LegalCase', 'OtherAction']]) AS act_kind,
     CASE WHEN b IS NOT NULL THEN
          head([k IN labels(b) WHERE k IN ['Blacklisting', 'TariffAction', 'ExportControl', 'TradeRestriction',
               'Investigation', 'MeasureChange', 'Relief', 'Statement', 'Threat', 'TradeTalk', 'Agreement',
               'Commitment', 'LegalCase', 'OtherAction']]) END AS answer_kind,
     duration.inDays(coalesce(a.announced, a.date), coalesce(b.announced, b.date)).days AS lag
WITH act_kind, collect([a.id, b.id, answer_kind, lag]) AS pairs,
     count(DISTINCT a.id) AS acts
UNWIND pairs AS pair
WITH act_kind, acts, pair[0] AS act, pair[1] AS answer, pair[2] AS answer_kind, pair[3] AS lag
WITH act_kind, acts, answer_kind, count(answer) AS answers, count(DISTINCT act) AS answered,
     count(CASE WHEN lag = 0 THEN 1 END) AS same_day,
     count(CASE WHEN lag >= 1 AND lag <= 7 THEN 1 END) AS within_week,
     count(CASE WHEN lag >= 8 AND lag <= 31 THEN 1 END) AS within_month,
     count(CASE WHEN lag >= 32 THEN 1 END) AS later,
     min(lag) AS soonest, max(lag) AS latest, avg(lag) AS mean,
     coalesce(answer_kind, '') AS row_id
RETURN act_kind, acts, answer_kind, answers, answered, same_day, within_week, within_month, later, soonest, latest,
       round(mean * 10) / 10.0 AS mean_days
ORDER BY acts DESC, act_kind, answers DESC, row_id
