"""Coaching clinics and other events: what they prepare, who came, what was agreed."""
