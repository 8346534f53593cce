"""Another foreign client, npm's ws (see nodews/conversation.js)."""

import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from support.server import Server

SCRIPT = pathlib.Path(__file__).with_name("nodews") / "conversation.js"
FOLDER = pathlib.Path(os.environ.get("SLUICE_NODEWS", "build/test/nodews")).resolve()
SKIP = 77


class NodeWs(unittest.TestCase):
    def test_npm_ws_can_hold_a_whole_conversation(self):
        with Server(echo=True, messages_per_minute=0) as server:
            result = subprocess.run(["node", SCRIPT, FOLDER, str(server.port)], timeout=60,
                                    capture_output=True, text=True, check=False)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertEqual(result.stdout.count("passed: "), 2 * 5)


if __name__ == "__main__":
    if not shutil.which("node") or not (FOLDER / "node_modules/ws").exists():
        print("Skipped: npm's ws is not installed in", FOLDER)
        sys.exit(SKIP)
    unittest.main()
