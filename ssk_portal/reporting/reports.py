"""What the loading commands print: one line for what was made, one for each row that found no place."""


def say(command, what: str, loaded) -> None:
    """Print what a load did. Rows without a place are listed, never dropped in silence."""
    command.stdout.write(f"{what}: {loaded}")
    for row in loaded.unplaced:
        command.stderr.write(f"  not placed: {row}")
