"""The one workflow by which the level above checks what was submitted."""
