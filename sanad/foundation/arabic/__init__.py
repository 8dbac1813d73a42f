"""Arabic text as Morocco writes it: search folding, sorting, dates, numbers in words, isolation of mixed runs.

Pure functions, no Django. Import from the modules: fold, skeleton, dates, numbers, bidi, plurals.
"""
