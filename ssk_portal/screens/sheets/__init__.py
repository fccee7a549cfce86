"""Excel in: a prefilled sheet is taken away, filled in offline, and comes back.

Everything is checked first: all faults are listed by row and column, or what would change
is shown. Then it is done whole, or not at all.
"""
