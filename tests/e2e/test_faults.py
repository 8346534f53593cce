"""bench/faults, in short: what it breaks is broken, and nothing is lost."""

import pathlib
import subprocess
import sys
import unittest

FAULTS = pathlib.Path(__file__).resolve().parents[2] / "bench" / "faults"


class Faults(unittest.TestCase):
    def run_one(self, name):
        done = subprocess.run(
            [sys.executable, FAULTS, "--only", name, "--seconds", "1", "--clients", "6", "--rate",
             "20", "--markdown"], capture_output=True, text=True, timeout=150, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\n\| .* \| 0 \| 0 \| 0 \| .* s \| .* s \| \d+ \|  \|\n$")

    def test_a_line_that_is_cut_loses_nothing(self):
        self.run_one("cut")

    def test_a_killed_server_with_a_file_loses_nothing(self):
        self.run_one("file")


if __name__ == "__main__":
    unittest.main()
