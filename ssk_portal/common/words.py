"""Numbers in Indonesian words, as official papers write days and years."""

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def in_words(value: int) -> str:
    """`2026` is `dua ribu dua puluh enam`. Up to 9999."""
    if value < 12:
        return ONES[value]
    if value < 20:
        return f"{ONES[value - 10]} belas"
    for size, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        count, rest = divmod(value, size)
        if count:
            first = f"se{name}" if count == 1 and size > 10 else f"{ONES[count]} {name}"
            return f"{first} {in_words(rest)}" if rest else first
    raise ValueError(value)
