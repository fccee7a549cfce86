"""The working group (Pokja), its decrees and members; institutions."""
