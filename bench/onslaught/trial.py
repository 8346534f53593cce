"""One attack on a server under load: what it did, what it cost, and what the others felt."""

import json
import os
import subprocess
import sys
import threading

from onslaught import stages
from onslaught.field import Field
from onslaught.load import Load
from support.server import _die_with_parent

STRIKE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "strike.py")
PATIENCE = 60


class Strike:
    """The attack itself: a process, or, where it is done to the machine, a thread of this one."""

    def __init__(self, attack, stage, seconds):
        self.figures, self.process, self.seconds = {}, None, seconds
        if stage.act:
            self.thread = threading.Thread(target=self._act, args=(stage, seconds))
            self.thread.start()
            return
        self.process = subprocess.Popen(
            [sys.executable, STRIKE, attack.name, str(stage.victim.port), str(seconds),
             stage.victim.token],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=_die_with_parent)

    def _act(self, stage, seconds):
        field = Field(stage.victim.port, seconds)
        stage.act(field)
        self.figures = {"held": 1, "done": field.done, "wrong": field.wrong}

    def result(self):
        if not self.process:
            self.thread.join()
            return self.figures
        said, cried = self.process.communicate(timeout=self.seconds + PATIENCE)
        if self.process.returncode != 0 or not said:
            return {"held": 1, "done": 0, "wrong": [f"the attacker failed: {cried.strip()}"]}
        return json.loads(said)


class Trial:
    """`clients` and `rate` are the load's, `seconds` the attack's."""

    def __init__(self, seconds, clients, rate):
        self.seconds, self.clients, self.rate = seconds, clients, rate

    def load(self, victim, attack, seconds=None):
        return Load(victim, seconds or int(self.seconds) + 1, self.clients, self.rate, attack.load)

    def strike(self, attack, stage):
        """The attack alone, and what it cost."""
        victim = stage.victim
        victim.forget_peak()
        before = victim.resident()
        figures = Strike(attack, stage, self.seconds).result()
        grown = max(0, victim.peak() - before) if victim.is_alive() else 0
        return figures | {"grown": grown, "before": before}

    def attacked(self, attack):
        """Under attack, and everything that was wrong."""
        with attack.stage(attack.settings) as stage:
            load = self.load(stage.victim, attack)
            try:
                figures = self.strike(attack, stage)
                others = load.result()
            finally:
                load.stop()
            wrong = figures["wrong"] + others["wrong"] + self.aftermath(stage, attack.logs)
            return figures | {"others": others, "wrong": wrong}

    @staticmethod
    def aftermath(stage, logs=""):
        if not stage.victim.is_alive():
            return [f"the server ended with {stage.victim.process.poll()}: "
                    + stage.victim.log_text()[-500:]]
        wrong = [] if stage.victim.answers() else ["the server does not answer any more"]
        if logs and logs not in stage.victim.log_text():
            wrong.append(f"the log does not say {logs}")
        return wrong + stage.after()

    def beside(self, attack):
        """The same load on a server that is left alone, while one beside it is attacked: what the
        machine itself costs. Without a control: while nothing is."""
        stage = stages.encrypted if attack.stage == stages.encrypted else stages.plain
        with stage({"messages_per_minute": 0}) as calm:
            if not attack.control:
                return self.load(calm.victim, attack).result()
            with attack.stage(attack.settings) as other:
                load = self.load(calm.victim, attack)
                try:
                    Strike(attack, other, self.seconds).result()
                    return load.result()
                finally:
                    load.stop()
