"""The photographers: one process a pixel ratio, which obey the same orders side by side."""

import json
import os
import subprocess
import sys
import threading

DEADLINE = 300  # seconds; on a machine that is busy with other things


class Camera:
    def __init__(self, binary, folder, ratio):
        os.makedirs(folder, exist_ok=True)
        self.name = os.path.basename(folder)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        self._process = subprocess.Popen(
            [binary, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(ratio)})

    def obey(self, order):
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        watchdog = threading.Timer(DEADLINE, self._process.kill)
        watchdog.start()
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line:
            raise RuntimeError(f"camera {self.name} ended, or did not answer {order}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"camera {self.name}: {answer['error']} ({order})")
        return answer

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Cameras:
    def __init__(self, binary, folder, ratios):
        self.all = [Camera(binary, os.path.join(folder, f"{ratio}x"), ratio) for ratio in ratios]

    def obey(self, what, **details):
        """Both at once; their answers in the order of the ratios."""
        answers = [None] * len(self.all)

        def ask(index, camera):
            try:
                answers[index] = camera.obey({"do": what} | details)
            except (RuntimeError, OSError) as why:
                print(why, file=sys.stderr, flush=True)

        threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(self.all)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if None in answers:
            raise SystemExit(1)  # its thread has said why
        return answers

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for camera in self.all:
            camera.close()
