"""How strong an association is, or how well a douar is served: asked, agreed, and measured again.

*Instrument*: domains, items and level descriptors, as versioned data. *Diagnosis*: one use of an instrument in an engagement.
*Sheet*: what one rater answered; *AgreedScore*: what all agreed, with the level they wish for. *Gap*: what follows from
an item below its desired level: a need, or a waiver with its reason.
Guarantees: levels are those of the scale, "not applicable" and "unknown" are answers (D1); nothing is verified beyond
the evidence on file (D2); sheets and agreed scores never overwrite each other (D3); only scores of one item on one
scale are compared (D4); a diagnosis closes when every gap is answered, and is never changed afterwards (D5).
"""
