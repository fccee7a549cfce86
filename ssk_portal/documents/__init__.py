"""Uploaded papers: kept under their checksum, handed out only by the row that owns them."""
