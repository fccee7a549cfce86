"""What every room uses and no room owns: formats, fields, helpers. No tables, knows no app."""
