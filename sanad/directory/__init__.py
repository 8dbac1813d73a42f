"""The directory of a space: organisations, people, and who speaks for whom.

*Organisation*: any body the space deals with, its own card included (the card whose `own_space` is the space itself).
*Person*: somebody named in the work of the space. *Mandate*: a person's capacity in an organisation, from a day to a
day; one person may hold several. *Alias*: another spelling. *StatuteClause*: what an organisation's statutes say of
its aims and means. *Consent*: what one space shows another, by kind of record, revocable at once.
Guarantees: a row is seen by its own space only, or through a live consent; nothing is deleted.
"""
