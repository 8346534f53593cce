"""What ./dev soak is made of."""
