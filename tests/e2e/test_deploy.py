"""What stands under deploy/ must agree with the program, and one file with the other. What needs a container
of its own is in deploy/check."""

import ipaddress
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

import yaml

from support.server import BINARY, run

TOP = pathlib.Path(__file__).parents[2]
DEPLOY = TOP / "deploy"
BUILD = pathlib.Path(BINARY).resolve().parent
CLOSING = 10  # seconds that the last clients may take after the deadline


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|min|m|h)?", str(text)).groups()
    return int(number) * {"s": 1, "m": 60, "min": 60, "h": 3600, None: 1}[unit]


def settings(environment):
    """What the program makes of these variables: {name: value}."""
    done = run("config", "show", environment=environment)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    return {row[0]: row[2] for row in rows if row[1:2] == ["="]}


def documents(folder):
    """{kind: document} of all manifests of a folder."""
    found = [yaml.safe_load(file.read_text()) for file in sorted(folder.glob("*.yaml"))]
    return {document["kind"]: document for document in found}


class Systemd(unittest.TestCase):
    units = [DEPLOY / "systemd" / name for name in ("sluice.service", "sluice.socket")]

    def values(self, key):
        return re.findall(rf"^{key}=(.*)$", self.units[0].read_text(), re.MULTILINE)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_systemd_understands_the_units(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for unit in self.units:
                paths.append(os.path.join(folder, unit.name))
                with open(paths[-1], "w", encoding="utf-8") as file:
                    file.write(unit.read_text().replace("/usr/bin/sluice", os.path.abspath(BINARY)))
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", *paths],
                                  capture_output=True, text=True, check=False)
        complaints = [line for line in done.stderr.splitlines() if "sluice." in line]
        self.assertEqual(complaints, [])
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_the_service_is_locked_in(self):
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", self.units[0]],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:])

    def test_a_server_that_asks_for_time_gets_it_and_a_successor_is_heard(self):
        self.assertEqual(self.values("NotifyAccess"), ["all"])
        # Each extension is for 30 s and comes every 10 s (DRAIN, rule 5).
        self.assertGreater(seconds(self.values("TimeoutStopSec")[0]), 10)
        self.assertEqual(self.values("ExecStart"), ["/usr/bin/sluice serve --config /etc/sluice.toml"])

    def test_the_socket_is_the_port_of_the_settings(self):
        self.assertIn(f"ListenStream={settings({})['port']}", self.units[1].read_text().splitlines())


class Compose(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        text = (DEPLOY / "docker/compose.yaml").read_text()
        # A variable that compose insists on.
        document = yaml.safe_load(re.sub(r"\$\{\w+:\?[^}]*\}", "given", text))
        cls.services, cls.networks = document["services"], document["networks"]
        cls.nodes = {name: service for name, service in cls.services.items() if name.startswith("sluice-")}

    def test_two_nodes_that_are_alike_but_for_their_names(self):
        self.assertEqual(sorted(self.nodes), ["sluice-1", "sluice-2"])
        bare = [{key: value for key, value in node.items() if key != "hostname"} for node in self.nodes.values()]
        self.assertEqual(bare[0], bare[1])
        self.assertEqual([node["hostname"] for node in self.nodes.values()], list(self.nodes))

    def test_nobody_is_killed_in_the_middle_of_a_drain(self):
        for node in self.nodes.values():
            found = settings(node["environment"])
            self.assertEqual(seconds(found["stop_budget"]), seconds(node["stop_grace_period"]))
            self.assertGreaterEqual(seconds(node["stop_grace_period"]), seconds(found["shutdown_timeout"]) + CLOSING)
            self.assertGreaterEqual(seconds(self.services["balancer"]["stop_grace_period"]),
                                    seconds(node["stop_grace_period"]))

    def test_a_node_may_do_nothing_that_it_need_not(self):
        for node in self.nodes.values():
            self.assertIs(node["read_only"], True)
            self.assertEqual(node["cap_drop"], ["ALL"])
            self.assertEqual(node["security_opt"], ["no-new-privileges:true"])

    def test_the_balancer_sends_nobody_to_a_node_that_drains(self):
        config = (DEPLOY / "docker/haproxy.cfg").read_text()
        servers = re.findall(r"^ +server (\S+) (\S+)$", config, re.MULTILINE)
        self.assertEqual(servers, [(name, f"{name}:8000") for name in self.nodes])
        self.assertIn("uri /readyz", config)
        inter, fall = map(int, re.search(r"inter (\d+)s fall (\d+)", config).groups())
        for node in self.nodes.values():
            self.assertGreater(seconds(settings(node["environment"])["drain_delay"]), inter * fall)
        # The tunnel outlives two pings.
        tunnel = seconds(re.search(r"timeout tunnel (\S+)", config)[1])
        self.assertGreater(tunnel, 2 * seconds(settings({})["ping_interval"]))

    @unittest.skipUnless(shutil.which("haproxy"), "HAProxy is not installed")
    def test_haproxy_understands_its_file(self):
        done = subprocess.run(["haproxy", "-c", "-f", DEPLOY / "docker/haproxy.cfg"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_balancer_alone_says_whose_request_it_is(self):
        [network] = self.networks["default"]["ipam"]["config"]
        subnet, others = (ipaddress.ip_network(network[key]) for key in ("subnet", "ip_range"))
        balancer = ipaddress.ip_address(self.services["balancer"]["networks"]["default"]["ipv4_address"])
        self.assertIn(balancer, subnet)
        self.assertTrue(others.subnet_of(subnet))
        self.assertNotIn(balancer, others)
        for node in self.nodes.values():
            self.assertEqual(settings(node["environment"])["trusted_proxies"], str(balancer))
        self.assertIn("    option forwardfor\n", (DEPLOY / "docker/haproxy.cfg").read_text())

    def test_what_is_waited_for_has_a_healthcheck(self):
        for service in self.services.values():
            for other in service.get("depends_on", {}):
                self.assertTrue("healthcheck" in self.services[other] or other in self.nodes, other)


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        text = (DEPLOY / "docker/Dockerfile").read_text()
        lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
        cls.steps = [line.split(maxsplit=1) for line in lines.splitlines() if line.strip()]

    def only(self, word):
        [found] = [rest for step, rest in self.steps if step == word]
        return found

    def test_it_ends_as_a_drain_and_runs_as_nobody(self):
        self.assertEqual(self.only("STOPSIGNAL"), "SIGTERM")
        self.assertRegex(self.only("USER"), r"^[1-9]\d*:[1-9]\d*$")
        self.assertIn('CMD ["sluice", "healthcheck"]', self.only("HEALTHCHECK"))
        self.assertEqual(self.only("ENTRYPOINT"), '["sluice"]')

    def test_it_needs_no_shell_to_run(self):
        for command in (self.only("ENTRYPOINT"), self.only("CMD"), self.only("HEALTHCHECK").partition("CMD ")[2]):
            self.assertIsInstance(json.loads(command), list)

    def test_both_stages_stand_on_one_base_that_can_be_fixed(self):
        base, _, default = self.only("ARG").partition("=")
        self.assertRegex(default, r"^debian:\w+-slim$")
        self.assertEqual([rest.split(" AS ")[0] for step, rest in self.steps if step == "FROM"], [f"${{{base}}}"] * 2)

    def test_its_settings_are_settings(self):
        found = settings(dict(pair.split("=") for pair in shlex.split(self.only("ENV"))))
        self.assertEqual(found["host"], "0.0.0.0")
        self.assertEqual(found["port"], self.only("EXPOSE"))

    def test_the_builder_is_sent_what_the_build_reads(self):
        sent = (DEPLOY / "docker/Dockerfile.dockerignore").read_text().split()
        folders = re.findall(r"add_subdirectory\((\w+)\)", (TOP / "CMakeLists.txt").read_text())
        # The headless preset builds neither of the two that are left out.
        for name in {"CMakeLists.txt", "CMakePresets.json", "README.md", "SECURITY.md", "dev", "docs", *folders} - {"gui", "tests"}:
            self.assertIn("!" + name, sent)

    def test_its_steps_are_commands_of_dev(self):
        dev = (TOP / "dev").read_text()
        for command in ("packages", "package"):
            self.assertIn(f"\n{command})", dev)
        self.assertEqual([rest for step, rest in self.steps if rest.startswith("./dev")],
                         ["./dev packages build", "./dev package"])


class Kubernetes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifests = documents(DEPLOY / "kubernetes")
        cls.pod = cls.manifests["Deployment"]["spec"]["template"]["spec"]
        [cls.container] = cls.pod["containers"]
        cls.variables = cls.manifests["ConfigMap"]["data"]

    def test_everything_is_there_and_finds_its_pods(self):
        versions = {kind: document["apiVersion"] for kind, document in self.manifests.items()}
        self.assertEqual(versions, {"ConfigMap": "v1", "Deployment": "apps/v1", "PodDisruptionBudget": "policy/v1",
                                    "Service": "v1"})
        labels = self.manifests["Deployment"]["spec"]["template"]["metadata"]["labels"]
        self.assertEqual(self.manifests["Deployment"]["spec"]["selector"]["matchLabels"], labels)
        self.assertEqual(self.manifests["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"], labels)
        self.assertEqual(self.manifests["Service"]["spec"]["selector"], labels)
        [port] = self.container["ports"]
        self.assertEqual(self.manifests["Service"]["spec"]["ports"][0]["targetPort"], port["name"])
        self.assertEqual(str(port["containerPort"]), settings(self.variables)["port"])

    def test_nobody_is_killed_in_the_middle_of_a_drain(self):
        found, grace = settings(self.variables), self.pod["terminationGracePeriodSeconds"]
        self.assertEqual(seconds(found["stop_budget"]), grace)
        self.assertGreaterEqual(grace, seconds(found["shutdown_timeout"]) + CLOSING)

    def test_a_new_pod_is_ready_before_an_old_one_drains(self):
        update = self.manifests["Deployment"]["spec"]["strategy"]["rollingUpdate"]
        self.assertEqual(update, {"maxSurge": 1, "maxUnavailable": 0})
        self.assertEqual(self.manifests["PodDisruptionBudget"]["spec"]["maxUnavailable"], 1)

    def test_the_probes_ask_what_they_mean(self):
        paths = {name: probe["httpGet"]["path"] for name, probe in self.container.items() if name.endswith("Probe")}
        self.assertEqual(paths, {"readinessProbe": "/readyz", "livenessProbe": "/livez"})

    def test_the_pod_may_do_nothing_that_it_need_not(self):
        self.assertIs(self.pod["enableServiceLinks"], False)
        self.assertIs(self.pod["automountServiceAccountToken"], False)
        self.assertIs(self.pod["securityContext"]["runAsNonRoot"], True)
        self.assertEqual(self.container["securityContext"]["capabilities"], {"drop": ["ALL"]})
        self.assertIs(self.container["securityContext"]["readOnlyRootFilesystem"], True)

    def test_the_secret_is_the_one_that_is_mounted(self):
        secret = yaml.safe_load((DEPLOY / "kubernetes/secret.yaml.example").read_text())
        [mount] = self.container["volumeMounts"]
        [volume] = self.pod["volumes"]
        self.assertEqual(volume["secret"]["secretName"], secret["metadata"]["name"])
        files = {f"{mount['mountPath']}/{name}" for name in secret["stringData"]}
        self.assertEqual({item["value"] for item in self.container["env"] if "_FILE" in item["name"]}, files)


class Package(unittest.TestCase):
    def test_its_scripts_are_shell_scripts_and_executable(self):
        for name in ("postinst", "prerm", "postrm"):
            script = DEPLOY / "debian" / name
            self.assertTrue(os.access(script, os.X_OK), name)
            subprocess.run(["sh", "-n", script], check=True)

    @unittest.skipUnless((BUILD / "cmake_install.cmake").exists(), "the program is not in its build folder")
    def test_no_page_that_it_installs_links_to_one_that_it_does_not(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["cmake", "--install", BUILD, "--component", "pages", "--prefix", folder],
                           check=True, capture_output=True)
            files = [file for file in pathlib.Path(folder).rglob("*.*") if file.is_file()]
            links = {link for file in files if file.suffix == ".md"
                     for link in re.findall(r"\]\(([^():]+\.(?:md|png))[)#]", file.read_text())}
        self.assertIn("access.md", links)
        # They all stand in one folder there.
        self.assertEqual({pathlib.Path(link).name for link in links} - {file.name for file in files}, set())

    def test_the_configuration_it_installs_is_in_order(self):
        default = run("config", "default")
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            file.write(default.stdout)
            file.flush()
            done = run("config", "check", "--config", file.name)
        self.assertEqual((default.returncode, done.returncode), (0, 0), done.stderr)


if __name__ == "__main__":
    unittest.main()
