"""Help: what each page is for, and what the words of the field mean, as content in three languages.

*Topic*: what one reads about some pages; `data/topics/`, one file each. *Term*: a word of the field; `data/terms.json`.
Guarantees: every address has one topic (`tests/house/test_help.py`); the pages and the printed guide read the same texts.
"""
