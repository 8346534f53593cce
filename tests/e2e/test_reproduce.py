"""deploy/reproduce, on a project of one file: it must find what depends on where, when and by whom it was built.
The real one takes two whole builds (`./dev reproduce`)."""

import os
import pathlib
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "deploy" / "reproduce"
# Stands for ./dev package.
DEV = """#!/bin/sh
set -e
mkdir -p build/headless/root/DEBIAN build/headless/root/usr/bin
printf '%s' 'const char place[] = PLACE; int main(void) {{ return 0; }}' >build/main.c
cc "-DPLACE=\\"{place}\\"" -o build/headless/sluice build/main.c
cd build/headless
cp sluice root/usr/bin/
{more}
printf 'Package: sluice\\nVersion: 1\\nArchitecture: all\\nMaintainer: m <m@sluice.invalid>\\nDescription: d\\n' >root/DEBIAN/control
chmod -R u=rwX,go=rX root
find root -exec touch -h -d "@$SOURCE_DATE_EPOCH" {{}} +
dpkg-deb --root-owner-group -b root sluice_1_all.deb
"""


class Resources(unittest.TestCase):
    def test_none_knows_the_time_of_its_files(self):
        build = pathlib.Path(os.environ["SLUICE_BINARY"]).parent
        steps = (build / "build.ninja").read_text()  # beside it may lie what former ones have made
        made = [file for file in build.glob("*/**/.rcc/qrc_*.cpp") if f"{file.relative_to(build)}:" in steps
                or f"{file.relative_to(build)} |" in steps]
        self.assertGreater(len(made), 1)
        for file in made:
            # Format 1 alone has none.
            self.assertIn("int version = 1;", file.read_text(), file)


class Reproduce(unittest.TestCase):
    def reproduce(self, place="", more=""):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="sluice-reproduce-test-"))
        top = pathlib.Path(folder, "project")
        (top / "deploy").mkdir(parents=True)
        (top / "deploy/reproduce").symlink_to(SCRIPT)
        (top / "dev").write_text(DEV.format(place=place, more=more))
        (top / "dev").chmod(0o755)
        environment = os.environ | {"HOME": folder, "TMPDIR": folder, "GIT_CONFIG_NOSYSTEM": "1"}
        for words in (("init", "-q"), ("add", "dev"),
                      ("-c", "user.name=n", "-c", "user.email=n@sluice.invalid", "commit", "-qm", "One")):
            subprocess.run(["git", "-C", top, *words], env=environment, check=True)
        done = subprocess.run([top / "deploy/reproduce"], env=environment, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(sorted(path.name for path in pathlib.Path(folder).iterdir()), ["project"], "left behind")
        return done

    def test_what_is_always_the_same_passes_and_its_digests_are_printed(self):
        done = self.reproduce()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"(?m)^[0-9a-f]{64}  sluice\n[0-9a-f]{64}  sluice_1_all\.deb\nBoth builds")

    def test_a_program_that_knows_where_it_was_built_is_found_out_with_its_section(self):
        done = self.reproduce(place="$PWD", more=": >root/usr/bin/sluice")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("DIFFERENT: sluice\n", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^[<>] \.(rodata|note\.gnu\.build-id) ")

    def test_a_package_that_knows_the_time_zone_is_found_out_with_its_file(self):
        done = self.reproduce(more='echo "$TZ" >root/usr/zone')
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("DIFFERENT: sluice_1_all.deb", done.stdout)
        self.assertIn("usr/zone", done.stdout)

    def test_a_build_that_fails_is_told(self):
        done = self.reproduce(more="echo no luck; exit 1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no luck", done.stdout)
        self.assertIn("failed", done.stderr)


if __name__ == "__main__":
    unittest.main()
