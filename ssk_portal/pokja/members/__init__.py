"""The members of a Pokja in and out by sheet: a row is a seat and who sits in it."""
