"""Agreements of two or more parties, and every promise in them until it is kept.

*Agreement*: its parties, articles, budget and sharing; `state` is the fold of its steps, "in force" and "expired" are
derived. *Revision*: the text as it went out to sign, sealed. *Commitment*: one promise of one party to another,
fulfilled piece by piece. *Amendment*: a signed change that takes effect on a day.
Guarantees: in force only when all parties signed with a valid mandate (A1); the text on a day is the text signed and
the amendments in effect (A2); debtor and creditor are two parties (A3); a promise is fulfilled, waived, overdue or
pending, never two of them (A4); what is fulfilled is not amended (A5); a successor begins after its predecessor (A6).
"""
