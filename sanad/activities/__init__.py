"""What people do together: meetings, visits, seminars, workshops, courses, trips.

*Activity*: one gathering, on a day, at a place, with a programme. *Series*: activities that follow one another; each is a
*station*. *Attendance*: who was there, in which capacity, for which organisation. *Word*: what one of those present
said. *Decision*, and *FollowUp* with one owner and a due date. *Minutes*: one text with a version, draft →
circulated → approved; approving freezes a *MinutesRevision* chained to the one before. *PressReport*: written from an
approved revision only.
Parts, each with its rooms, the higher knowing the lower: *calendars* and *papers* > *press* and *record* (a meeting on one
page) > *minutes* > *outcome* and *people* > *programme* > *telling*. Below them stand what all of them share: models, who sees what, the facts.
Guarantees: what is approved is never edited, a speaker was present, a follow-up has one owner and a due date not
before its meeting, the next station opens with the open follow-ups of its series.
"""
