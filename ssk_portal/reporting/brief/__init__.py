"""The brief for the head of a district: one page that says how the programme stands there and what is asked of him or her now.

Page and paper print the same parts (`summary.py`). Nothing here is a figure of its own: all is told from the rows of the rooms below.
"""
