"""The forms of milestones, by noun."""
