"""Who: users with a role in a region, what each role may do, and sign-in."""
