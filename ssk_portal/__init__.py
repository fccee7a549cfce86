"""Portal SSK: where Indonesia's sanitation working groups run their Sanitation Strategy."""
