"""What an idle TLS client costs in memory, and its connect in CPU."""
import contextlib
import subprocess
import tempfile
from pathlib import Path

from runner import install
from runner.processes import Failed, child


def measure(setup):
    helper = setup.build / "bench-tlsidle"
    setup.need("tls_certificate" in setup.settings, "this server has no TLS of its own.")
    setup.need(helper.exists(), "bench-tlsidle is not built: ./dev build")
    absent = install.program(setup, "openssl")
    setup.need(not absent, f"a certificate is needed, openssl is {absent}")
    clients = setup.sized(2000)
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = make_certificate(folder)
        secure = setup.sluice.with_settings("sluice, TLS", SLUICE_TLS_CERTIFICATE=str(certificate),
                                            SLUICE_TLS_KEY=str(key))
        setup.screen.doing(f"sluice: TLS, {clients:,} clients")
        with secure.running() as running:
            with held(helper, running.port, 20):
                pass  # the first ones load OpenSSL's tables
            before, spent = running.resident_kb(), running.cpu_seconds()
            with held(helper, running.port, clients):
                grown = running.resident_kb() - before
                spent = running.cpu_seconds() - spent
    setup.table.add(f"RSS per idle TLS client, {clients:,} clients", grown / clients, "KB", 85)
    setup.table.add("CPU per TLS connect, ECDSA P-256", spent / clients * 1e6, "µs", None, 0)


@contextlib.contextmanager
def held(helper, port, clients):
    """That many clients that have read their welcome."""
    with child([helper, port, clients], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
               stderr=subprocess.PIPE, text=True) as process:
        if '"holding"' not in process.stdout.readline():
            raise Failed(f"TLS clients failed: {process.stderr.read().strip()}")
        yield


def make_certificate(folder):
    certificate, key = Path(folder) / "certificate.pem", Path(folder) / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True, timeout=30)
    return certificate, key
