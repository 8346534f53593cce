"""One module a part of the table: each has a `measure(setup)` that adds rows and notes."""
