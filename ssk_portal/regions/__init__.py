"""Where: the country, its provinces and districts, and which rows are in whose reach."""
