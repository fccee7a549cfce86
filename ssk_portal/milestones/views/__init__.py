"""The screens of milestones, by noun."""
