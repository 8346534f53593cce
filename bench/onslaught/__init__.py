"""What bench/attacks and tests/e2e/test_misbehaviour.py are made of."""
