"""What others would run in Sluice's place."""
from runner.install import NODE_FOLDER
from runner.processes import Server
from runner.setup import PEERS, PYTHON


def fastapi():
    """FastAPI + uvicorn + uvloop, as its tutorial has it."""
    return Server("FastAPI + uvicorn", [PYTHON, "-B", PEERS / "fastapi_server.py"])


def node_ws(deflate=False):
    """npm's ws, as its README has it."""
    return Server("Node ws, deflate" if deflate else "Node ws", ["node", PEERS / "ws_server.js"],
                  {"NODE_PATH": str(NODE_FOLDER / "node_modules"),
                   "DEFLATE": "1" if deflate else ""})


def naive_qt(build):
    """QWebSocketServer and sendTextMessage in a loop."""
    return Server("naive Qt", [build / "bench-naiveqt"])
