"""Many regions held against each other with one indicator: whom, values and ranks, the comparison whole, the roll-up, tables and charts."""
