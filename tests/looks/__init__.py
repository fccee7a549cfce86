"""The looks: style sheet, icons, tags, shell and error pages; they need no database."""
