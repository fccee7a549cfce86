"""The forms of milestones: the draft of a district, the assistance, the definitions."""
