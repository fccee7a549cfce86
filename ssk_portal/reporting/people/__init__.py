"""A person across all rooms: what is held about them, taken away or overwritten."""
