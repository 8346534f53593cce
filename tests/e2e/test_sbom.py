"""deploy/sbom: a CycloneDX 1.5 document that names everything that is in the program, and the same each time."""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import unittest

from support.server import BINARY, run

SBOM = pathlib.Path(__file__).parents[2] / "deploy" / "sbom"


def written(**environment):
    done = subprocess.run([SBOM, "--binary", BINARY, "--build", os.path.dirname(os.path.abspath(BINARY))],
                          env=os.environ | {"SOURCE_DATE_EPOCH": "1795000000"} | environment,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = written()
        cls.told = json.loads(cls.text)
        cls.parts = {part["name"]: part for part in cls.told["components"]}

    def test_it_is_a_cyclonedx_document_about_this_program(self):
        self.assertEqual((self.told["bomFormat"], self.told["specVersion"], self.told["version"]),
                         ("CycloneDX", "1.5", 1))
        self.assertEqual(self.told["metadata"]["timestamp"], "2026-11-18T11:06:40Z")
        program = self.told["metadata"]["component"]
        self.assertEqual((program["type"], program["name"]), ("application", "sluice"))
        self.assertEqual(program["version"], run("--version").stdout.split()[-1])
        self.assertEqual(program["hashes"], [{"alg": "SHA-256", "content": digest(BINARY)}])

    def test_every_part_has_a_version_a_package_url_and_a_use(self):
        for name, part in self.parts.items():
            with self.subTest(name):
                self.assertEqual(part["type"], "library")
                self.assertRegex(part["version"], r"^\S+$")
                self.assertRegex(part["purl"], rf"^pkg:deb/\w+/{re.escape(name)}@[^?\s]+\?arch=\w+&distro=\w+-\d+$")
                uses = {one["value"] for one in part["properties"] if one["name"] == "sluice:use"}
                self.assertTrue(uses and uses <= {"linked", "loaded", "headers"}, uses)
                for one in part.get("licenses", []):
                    self.assertTrue(one["license"]["name"])

    def test_every_library_that_the_loader_finds_is_in_it(self):
        linked = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout
        paths = {os.path.realpath(path) for path in re.findall(r"(/\S+) \(0x", linked)}
        self.assertGreater(len(paths), 20)
        files = {file["name"]: file["hashes"][0]["content"]
                 for part in self.parts.values() for file in part.get("components", [])}
        for path in paths:
            self.assertEqual(files.get(path), digest(path), path)

    def test_what_is_compiled_in_from_headers_and_what_is_loaded_is_in_it(self):
        def uses(name):
            return [one["value"] for one in self.parts[name]["properties"]]
        self.assertIn("headers", uses("libcli11-dev"))
        self.assertIn("headers", uses("libtomlplusplus-dev"))
        self.assertIn("loaded", uses("libqt6sql6-sqlite"))
        self.assertIn("loaded", uses("libsqlite3-0"))

    def test_the_package_depends_on_what_is_loaded(self):
        text = (SBOM.parent / "CMakeLists.txt").read_text()
        depends = re.search(r'CPACK_DEBIAN_PACKAGE_DEPENDS "(.*)"', text)[1]
        self.assertIn("libqt6sql6-sqlite", depends)
        # A header leaves nothing to install.
        self.assertNotIn("-dev", depends)

    def test_each_dependency_is_one_of_the_parts(self):
        known = {part["bom-ref"] for part in self.told["components"]}
        self.assertEqual(len(known), len(self.told["components"]))
        program, *others = self.told["dependencies"]
        self.assertEqual(program["ref"], self.told["metadata"]["component"]["bom-ref"])
        self.assertEqual({other["ref"] for other in others}, known)
        for dependency in self.told["dependencies"]:
            self.assertLessEqual(set(dependency["dependsOn"]), known)

    def test_it_is_the_same_wherever_and_whenever_it_is_written(self):
        self.assertEqual(written(TZ="Pacific/Auckland", LC_ALL="C.UTF-8"), self.text)


if __name__ == "__main__":
    unittest.main()
