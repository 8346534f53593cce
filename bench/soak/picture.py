"""SVG to PNG by a browser without a window."""

import os
import pathlib
import shutil
import subprocess
import tempfile

PATIENCE = 60


def to_png(svg, png, width, height):
    """None, or the sentence why there is no picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        return f"There is no chromium to make {os.path.basename(png)}; the SVG shows the same."
    with tempfile.TemporaryDirectory(prefix="sluice-soak-") as home:
        try:
            done = subprocess.run(
                [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 "--force-device-scale-factor=1", f"--user-data-dir={home}",
                 f"--window-size={width},{height}", f"--screenshot={os.path.abspath(png)}",
                 pathlib.Path(svg).resolve().as_uri()],
                env=os.environ | {"HOME": home}, stdin=subprocess.DEVNULL, capture_output=True,
                text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return f"{browser} did not draw {os.path.basename(png)} in {PATIENCE} s."
    if done.returncode or not os.path.exists(png):
        return f"{browser} drew nothing: {done.stderr.strip()[-300:]}"
    return None
