"""What a person is told, and what runs on time."""
