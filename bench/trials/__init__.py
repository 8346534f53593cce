"""What bench/faults and bench/fleet are made of."""
