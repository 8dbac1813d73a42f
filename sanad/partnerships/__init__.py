"""Agreements of two or more parties, and every commitment in them until it is kept.

*Agreement*: its parties, articles, budget and sharing; `state` is the fold of its steps, "in force" and "expired" are
derived. *Revision*: the text as it went out to sign, sealed. *Commitment*: what one party promises another, fulfilled
part by part. *Amendment*: a signed change that takes effect on a day.
Guarantees: in force only when all parties signed with a valid mandate (A1); the text on a day is the text signed and
the amendments in effect (A2); debtor and creditor are two parties (A3); a commitment is fulfilled, waived, overdue or
pending, never two of them (A4); what is fulfilled is not amended (A5); a successor begins after its predecessor (A6).

Parts, each with its own rooms; one knows those below it:
    drafting              frame, parties, articles and remarks, commitments and budget while they are negotiated
    signing | life        readiness, law, the sealed text, its paper, signatures | amendments, suspension, end, renewal, story
    commitments | sharing delivered, answered, waived | what one party shows another
What all of them read stands beside them: `policies` (who sees, who drafts), `queries` (the snapshot of an agreement, its
content as JSON, its text and standing on a day), `documents` and `views` (what its papers and its pages have in common).
"""
