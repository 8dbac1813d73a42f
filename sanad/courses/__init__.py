"""Courses: what is taught, as content, from one version to the next.

*Course*: one version of what is taught, as data: objectives, outcomes, programme, test, feedback, lessons. It comes with
Sanad and is taken over when it is first used, or is written in a space, part by part. *File of a course*: a picture or a
paper that its lessons show. Guarantee: a version that was written is never changed; a change is the next version.
"""
