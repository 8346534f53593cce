"""README.md must say what the program says. Run with --write to renew the settings table."""

import os
import pathlib
import subprocess
import sys
import unittest

README = pathlib.Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- sluice config table -->\n", "<!-- end of table -->"


def table():
    command = [os.environ["SLUICE_BINARY"], "config", "table"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def parts():
    before, _, rest = README.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return before, rest[: len(rest) - len(after) - len(END)], after


class Readme(unittest.TestCase):
    def test_the_settings_table_is_the_one_of_the_code(self):
        self.assertEqual(parts()[1], table())

    def test_every_subcommand_that_it_names_exists(self):
        help_text = subprocess.run([os.environ["SLUICE_BINARY"], "--help"], capture_output=True, text=True).stdout
        for name in ("serve", "listen", "publish", "clients", "drain", "healthcheck", "config", "bench"):
            self.assertIn(f"`{name}`", README.read_text())
            self.assertIn(f"  {name} ", help_text)


if __name__ == "__main__":
    if "--write" in sys.argv:
        before, _, after = parts()
        README.write_text(before + BEGIN + table() + END + after)
    else:
        unittest.main()
