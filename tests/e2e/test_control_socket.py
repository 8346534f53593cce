"""How a successor finds the running server, and who starts it: control socket, activation, restart."""

import asyncio
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import unittest

from support import tls
from support.handover import FalseSuccessor, HandoverCase
from support.notifysocket import NotifySocket
from support.server import BINARY, run


class TheSocket(HandoverCase):
    async def test_it_is_its_users_alone_and_goes_with_the_process(self):
        server = self.start()
        found = os.stat(self.path)
        self.assertTrue(stat.S_ISSOCK(found.st_mode))
        self.assertEqual(stat.S_IMODE(found.st_mode), 0o600)
        server.signal()
        self.assertEqual(await self.exit_code(server), 0)
        self.assertEqual(os.listdir(self.folder), [])

    async def test_a_predecessor_leaves_its_successors_socket(self):
        old = self.start()
        self.take_over()
        self.assertEqual(await self.exit_code(old), 0)
        self.assertEqual(os.listdir(self.folder), ["sluice.sock"])
        self.take_over()

    async def test_what_a_killed_process_left_is_replaced(self):
        killed = self.start()
        killed.kill()
        self.assertTrue(os.path.exists(self.path))
        self.start()
        successor = FalseSuccessor(self.path)
        self.addCleanup(successor.close)
        successor.say("who")
        self.assertEqual(successor.hear()["type"], "instance")

    async def test_a_living_instances_socket_is_left_alone(self):
        first = self.start()
        second = self.start()
        said = second.wait_for_event("no_control_socket")
        self.assertIn(f"another instance (pid {first.process.pid}) listens there", said["message"])
        second.signal()
        self.assertEqual(await self.exit_code(second), 0)
        self.assertTrue(os.path.exists(self.path))

    async def test_by_default_it_is_named_by_the_port(self):
        environment = {"RUNTIME_DIRECTORY": self.folder}
        old = self.start(control_socket="auto", environment=environment)
        self.assertEqual(os.listdir(self.folder), [f"sluice-{old.port}.sock"])
        new = self.start("--takeover", control_socket="auto", environment=environment, port=old.port)
        self.assertEqual(new.port, old.port)
        self.assertEqual(await self.exit_code(old), 0)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
    async def test_another_user_is_turned_away(self):
        server = self.start()
        os.chmod(self.folder, 0o755)
        os.chmod(self.path, 0o666)  # as if somebody had undone the mode
        script = ("import socket,sys\ns=socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\n"
                  "s.settimeout(10)\nprint(s.recv(1))")
        stranger = await self.in_thread(
            subprocess.run, ["setpriv", "--reuid", "65534", "--clear-groups", "--regid", "65534",
                             sys.executable, "-c", script, self.path],
            capture_output=True, text=True, check=False, cwd="/")
        self.assertEqual(stranger.stdout, "b''\n", stranger.stderr)
        self.assertEqual(server.wait_for_event("control_denied")["uid"], 65534)


class Activation(HandoverCase):
    """systemd's way: the listening socket is there before the process (sd_listen_fds(3))."""

    LAUNCHER = ("sh", "-c", 'exec 3<&"$PASSED"; export LISTEN_PID=$$; exec "$@"', "sh")

    def activate(self, listener, **settings):
        return self.start(launcher=self.LAUNCHER, descriptors=(listener.fileno(),), environment={
            "PASSED": str(listener.fileno()), "LISTEN_FDS": "1"}, **settings)

    async def test_it_serves_whoever_waits_at_the_socket(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        early = self.enterContext(socket.create_connection(listener.getsockname()))
        server = self.activate(listener, port=1)
        self.assertEqual(server.port, listener.getsockname()[1])
        self.assertIn("host and port do not count", server.wait_for_event("activated")["message"])
        early.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        early.settimeout(10)
        self.assertTrue(early.recv(100).startswith(b"HTTP/1.1 200"))
        with open(f"/proc/{server.process.pid}/fdinfo/3", encoding="ascii") as info:
            flags = next(line for line in info if line.startswith("flags:"))
        self.assertTrue(int(flags.split()[1], 8) & os.O_CLOEXEC)

    async def test_variables_for_another_process_are_not_ours(self):
        server = self.start(environment={"LISTEN_FDS": "1", "LISTEN_PID": "1"})
        self.assertNotIn("activated", [event["event"] for event in server.events])

    async def test_what_is_no_listening_socket_is_said(self):
        plain = socket.socket()
        self.addCleanup(plain.close)
        server = self.activate(plain, listening=False)
        self.assertEqual(await self.exit_code(server), 1)
        self.assertIn("it does not listen", server.events[-1]["message"])


@unittest.skipUnless(
    "libsystemd" in subprocess.run(["ldd", BINARY], capture_output=True, text=True,
                                   check=False).stdout, "a build without libsystemd")
class Service(HandoverCase):
    async def test_the_successor_becomes_the_main_process(self):
        manager = self.enterContext(NotifySocket())
        environment = manager.environment()
        old = self.start(environment=environment)
        manager.wait("READY")
        client = await self.join(server=old)
        manager.wait("STATUS", lambda line: line == "Serving 1 client")
        new = self.take_over(environment=environment)
        told = manager.wait("MAINPID")
        self.assertEqual(told.fields, {"MAINPID": str(new.process.pid), "READY": "1"})
        await client.expect("drain")
        await client.close()
        self.assertEqual(await self.exit_code(old), 0)
        for note in manager.notes():  # the old one says nothing that the manager could misread
            self.assertNotIn("STOPPING", note.fields)
            self.assertFalse(note.fields.get("STATUS", "").startswith("Draining"), note)


class Restart(HandoverCase):
    def restart(self, *arguments):
        return run("restart", *arguments, deadline=40)

    def end(self, pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    async def test_one_command_puts_a_new_process_in_the_old_ones_place(self):
        old = self.start(node="harbour", shutdown_timeout="60s")
        client = await self.join(server=old)
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        lines = done.stdout.splitlines()
        for line in lines:
            if line.startswith("pid "):
                self.addCleanup(self.end, int(line.split()[1]))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(lines[0], rf"^sluice \S+ \(pid {old.process.pid}\) serves 1 client on port")
        self.assertRegex(lines[-1], rf"^sluice \S+ \(pid \d+\) serves; pid {old.process.pid} drains "
                                    "1 client.$")
        await client.expect("drain", reason="takeover")
        newcomer = await self.join(server=old)
        self.assertEqual(newcomer.welcome["node"], "harbour")  # the same environment
        pid = int(lines[-1].split("(pid ")[1].split(")")[0])
        self.assertNotEqual(pid, old.process.pid)
        old.wait_for_event("listening", took_over=True)  # into the same log
        again = await self.join(f"/ws/{client.id}?session={client.welcome['session']}", old)
        self.assertEqual(again.welcome["clients"], 2)
        while old.process.poll() is None:
            await asyncio.sleep(0.01)
        self.assertEqual(old.process.returncode, 0)

    async def test_a_setting_that_has_gone_wrong_is_said_and_nothing_happens(self):
        config = os.path.join(self.folder, "sluice.toml")
        with open(config, "w", encoding="ascii") as file:
            file.write("mirror = true\n")
        old = self.start("--config", config)
        client = await self.join(server=old)
        with open(config, "w", encoding="ascii") as file:
            file.write("mirror = \"perhaps\"\n")
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("mirror", done.stderr)
        self.assertIn(f"(pid {old.process.pid}) goes on serving", done.stderr)
        self.assertEqual((await self.get("/readyz", old)).status, 200)
        await client.close()

    async def test_a_new_process_that_cannot_start_is_said(self):
        histories = os.path.join(self.folder, "histories")
        os.mkdir(histories)
        old = self.start(history_file=os.path.join(histories, "history.db"))
        shutil.rmtree(histories)
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("The new process ended: history_file = ", done.stderr)
        self.assertIn(f"(pid {old.process.pid}) goes on serving", done.stderr)
        old.wait_for_event("cannot_start")
        self.assertEqual((await self.get("/readyz", old)).status, 200)

    async def test_a_certificate_that_is_gone_is_said_and_nothing_happens(self):
        files = {name: shutil.copy(path, self.folder)
                 for name, path in tls.pair().settings().items()}
        old = self.start(**files)
        for path in files.values():
            os.remove(path)
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("tls_certificate = ", done.stderr)
        self.assertIn("The settings are not in order", done.stderr)
        self.assertEqual((await self.get("/readyz", old)).status, 200)

    async def test_nobody_is_there(self):
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"No instance is running at {self.path}", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
    async def test_root_does_not_restart_what_is_not_roots(self):
        os.chmod(self.folder, 0o777)
        environment = {"HOME": "/"}
        old = self.start(environment=environment, launcher=(
            "setpriv", "--reuid", "65534", "--clear-groups", "--regid", "65534"))
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("belongs to another user (uid 65534)", done.stderr)
        self.assertEqual((await self.get("/readyz", old)).status, 200)

    async def test_a_server_that_drains_is_not_restarted(self):
        old = self.start()
        client = await self.join(server=old)
        old.signal()
        await client.expect("drain")
        done = await self.in_thread(self.restart, "--control-socket", self.path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("is draining already", done.stderr)


if __name__ == "__main__":
    unittest.main()
