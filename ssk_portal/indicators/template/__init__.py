"""The template of figures: taken away prefilled, filled in offline, sent back, looked through, taken over whole.

It obeys the form of a single figure: the same rights, the same locks, the same rules.
"""
