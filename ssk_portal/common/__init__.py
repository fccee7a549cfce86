"""What every room uses and no room owns: formats, fields, the checks of uploads. No tables, knows no app."""
