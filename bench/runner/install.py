"""Gets the peers from Debian and npm, and says so; with --no-install it only looks."""
import os
import shutil
import subprocess

from runner.setup import PEERS, PYTHON, ROOT

FASTAPI_PACKAGES = ["python3-fastapi", "python3-uvicorn", "python3-uvloop", "python3-httptools",
                    "python3-websockets"]
FASTAPI_MODULES = "fastapi, uvicorn, uvloop, httptools, websockets"
NODE_FOLDER = ROOT / "build" / "bench-peers"


def debian(setup, packages, is_there):
    """A sentence when what `is_there` looks for is not, and could not be installed."""
    if is_there():
        return None
    wish = "apt-get install " + " ".join(packages)
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
    if setup.options.no_install or as_root is None:
        return f"not installed: {wish}"
    setup.screen.say(f"  installing from Debian: {' '.join(packages)}")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False,
             "timeout": 600}
    subprocess.run([*as_root, "apt-get", "update", "-qq"], **quiet)
    subprocess.run([*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y",
                    "-qq", "--no-install-recommends", *packages], **quiet)
    return None if is_there() else f"could not be installed: {wish}"


def program(setup, name):
    """One that is named like its package."""
    return debian(setup, [name], lambda: shutil.which(name) is not None)


def fastapi(setup):
    def is_there():
        return subprocess.run([PYTHON, "-c", f"import {FASTAPI_MODULES}"],
                              stderr=subprocess.DEVNULL, check=False).returncode == 0
    return debian(setup, FASTAPI_PACKAGES, is_there)


def node_ws(setup):
    """A sentence when it is not there."""
    if not shutil.which("node"):
        return "Node.js is not installed: apt-get install nodejs npm"  # too large to do unasked
    if (NODE_FOLDER / "node_modules" / "ws" / "package.json").exists():
        return None
    if setup.options.no_install or not shutil.which("npm"):
        return f"npm's ws is not installed: npm install in {NODE_FOLDER}"
    setup.screen.say(f"  installing from npm: ws, into {NODE_FOLDER}")
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copy(PEERS / "package.json", NODE_FOLDER)
    done = subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"],
                          cwd=NODE_FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, timeout=300, check=False)
    if done.returncode == 0:
        return None
    shutil.rmtree(NODE_FOLDER / "node_modules", ignore_errors=True)
    return f"npm could not install ws: {done.stderr.strip().splitlines()[-1:]}"
