"""Installs npm's ws into the build folder; exit 77 means that this machine cannot."""

import os
import pathlib
import shutil
import subprocess
import sys

SKIP = 77
source, build = map(pathlib.Path, sys.argv[1:])

if (build / "node_modules/ws/package.json").exists():
    sys.exit(0)
if not shutil.which("node") or not shutil.which("npm"):
    print("Skipped: node and npm are not installed.")
    sys.exit(SKIP)
build.mkdir(parents=True, exist_ok=True)
for name in ("package.json", "package-lock.json"):
    shutil.copy(source / name, build / name)
result = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=build,
                        env=os.environ | {"npm_config_update_notifier": "false"}, check=False)
if result.returncode:
    print("Skipped: `npm ci` could not install ws (no registry within reach?).")
    shutil.rmtree(build / "node_modules", ignore_errors=True)
    sys.exit(SKIP)
