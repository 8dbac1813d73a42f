"""Content that comes as JSON, such as instruments, courses and templates: read from a file, read part by part, judged.

*Part*: a value and the place where it stands; each of its methods reads it as one thing. *Flaw*: what is wrong, and where.
*Words*: a text in each language.
Guarantees: whatever stands in a file, what is read is as the reader promises, or a flaw names the place in words.
"""
