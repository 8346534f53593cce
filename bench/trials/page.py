"""A block of a page between two markers, and the line that says where it was measured."""

import datetime
import os
import platform
import re

from runner import machine


def renew(path, name, block):
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    with open(path, encoding="utf-8") as page:
        text = page.read()
    assert begin in text and end in text, f"{path} has no {begin} … {end}"
    with open(path, "w", encoding="utf-8") as page:
        page.write(re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n{block}\n{end}", text,
                          flags=re.DOTALL))


def measured(command, what):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (f"Measured on {now:%Y-%m-%d} with `{command}` on {os.cpu_count()} cores "
            f"({machine.model()},\n{platform.system()} {platform.release()}): {what}")
