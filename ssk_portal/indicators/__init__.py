"""Indicators: what is counted, targets in layers, achievements by publisher."""
