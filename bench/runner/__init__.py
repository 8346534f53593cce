"""Measures Sluice against the limit and the peers. Standard library only."""
