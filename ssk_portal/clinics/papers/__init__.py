"""Papers of an event to print and to sign: Indonesian whatever language the page is read in."""
