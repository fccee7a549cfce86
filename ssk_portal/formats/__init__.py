"""Date and number formats: the official Indonesian way, in both languages."""
