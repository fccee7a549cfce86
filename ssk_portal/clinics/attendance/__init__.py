"""Who is to come to an event and who came: the list, its sheet, marking, signing in by the QR page, counts."""
