"""Training: from the catalogue to proven learning.

Parts, each with its own rooms; one knows those below it:
    certificates      a *certificate* is what was reached, frozen, checked by anybody; the file of a session
    learning          an *attempt* is the test before or after; opinions, lessons read, results
    attendance        a *presence* is a person at a half-day; the door
    sessions          a *session* is a course given on days and in places, an activity of its own or a point of a meeting's programme
    demand            which courses plans ask for, and which session answers them
    registrations     a *registration* is a person's place in a session: asked for, seated, waiting, told of; one's own page
    papers | trainers convening letters and the programme | who can teach which field
What all of them read stands beside them: `policies` (who sees, what a session allows), `queries` (half-days, secret addresses) and
`views` (the page of a session).

Guarantees: presence never exceeds its half-day (T1); confirmed registrations never exceed the seats, and the waiting list
is served in the order of asking (T2); a certificate is issued only when its rule holds, says nothing that cannot be
checked, and never verifies once revoked (T3); gain is known only from paired tests (T4); a validity is a closed
interval and is never shortened by being prolonged (T5).
"""
