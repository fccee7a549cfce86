"""The brief for the head of a district: one page that says how the programme stands there and what is asked of him or her now.

`views` asks `summary` for the whole of it, which reads its parts: `programme` (the milestones), `group` (the Pokja), `figures` (the
indicators), the agreements themselves; `asks` tells from these what is asked. They are made of `parts` (lines that are cut). The page
prints them (`region_brief.html`), and so does the `paper` (`templates/pdf/region_brief.typ`). Nothing here is a figure of its own: all
is told from the rows of the rooms below, where there is a reading of them already by `thread`.
"""
