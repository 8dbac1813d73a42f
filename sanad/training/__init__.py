"""Training: from the catalogue to proven learning.

*Course*: one version of what is taught, as data: objectives, outcomes, programme, test, feedback, lessons. *Session*: a
course given on days and in places, an activity of its own or a point of a meeting's programme. *Registration*: a
person's place in it. *Presence*: a person at a half-day. *Attempt*: the test before or after. *Certificate*: what was
reached, frozen, checked by anybody.
Guarantees: presence never exceeds its half-day (T1); confirmed places never exceed the seats, and the waiting list is
served in the order of asking (T2); a certificate is issued only when its rule holds, says nothing that cannot be
checked, and never verifies once revoked (T3); gain is known only from paired tests (T4); a validity is a closed
interval and is never shortened by being prolonged (T5).
"""
