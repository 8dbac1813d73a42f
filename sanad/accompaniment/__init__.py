"""An engagement, which people call the file of an accompaniment: a support organisation and one association, from first contact to change.

*Engagement*: the relation and its stage. *Need*: of the association's own capacity or of the residents, in the
association's words. *WayForward*: a way proposed to overcome it. *PlanItem*: one point of the outline of the
partnership (direct support, a course in a field, …), linked to needs.
Guarantees: both ends of every link belong to one engagement (C1), what has descendants is parked with a reason and
never deleted (C5), a state is the fold of its steps (C6).

Parts, each with its own rooms; one knows those below it:
    engagements            opened, moved from stage to stage, closed; the dossier, and what leads on to it
    joining | needs | plan a space for the association, or its own joined to its card | needs, ways, what changed | what each side promises
    evidence               what shows that something is so
What all of them read stands beside them: `policies` (who sees, who may write while it is open), `queries` (what both do together,
what instruments measure), `forms` and `views` (what the parts ask and fetch alike).
"""
