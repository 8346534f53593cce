"""What a soak leaves behind: report.json, report.md, soak.svg, soak.png."""

import datetime
import json
import os
import platform

from runner import machine
from soak import chart, picture
from soak.verdict import MiB, memory, warm_at

FAULTS = ("lost", "heard twice", "out of order", "gaps", "resumed with a gap", "another epoch")


def figures(rows, ledger, ending, wrong, about):
    """Everything but the rows, for programs and for the page."""
    levels = memory(rows)
    seconds = rows[-1]["at"] if rows else 0
    return {
        "command": about, "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores ({machine.model()}), "
                   f"{platform.system()} {platform.release()}",
        "seconds": round(seconds, 1), "passed": not wrong, "wrong": wrong,
        "warm_after_s": warm_at(seconds),
        "memory_warm_mib": levels and round(levels[0] / MiB, 2),
        "memory_end_mib": levels and round(levels[1] / MiB, 2),
        "memory_peak_mib": round(max((row["memory"] for row in rows), default=0) / MiB, 2),
        "lag_peak_ms": round(max((row["lag"] for row in rows), default=0) * 1000, 2),
        "clients_peak": max((row["clients"] for row in rows), default=0),
        "connections": rows[-1]["accepted"] if rows else 0,
        "cpu_percent": round(100 * (rows[-1]["cpu"] - rows[0]["cpu"]) / seconds, 1)
        if seconds else 0.0,
        "descriptors_before": ending.descriptors_before,
        "descriptors_after": ending.descriptors_after, "exit_code": ending.exit_code,
        "counts": dict(sorted(ledger.counts.items())),
        "faults": {name: ledger.faults[name] for name in FAULTS} | dict(ledger.faults),
        "notes": ledger.notes}


def markdown(told):
    counts, faults = told["counts"], told["faults"]

    def level(name):
        return "—" if told[name] is None else f"{told[name]:.1f} MiB"

    rows = [
        ("messages said", f"{counts.get('said', 0):,}"),
        ("acknowledged, or found in the replay",
         f"{counts.get('acknowledged', 0) + counts.get('told by the replay', 0):,}"),
        ("refused, as their addressee was away", f"{counts.get('refused', 0):,}"),
        ("deliveries checked", f"{counts.get('deliveries', 0):,}"),
        *((f"{name}", faults[name]) for name in ("lost", "heard twice", "out of order", "gaps")),
        ("connections, at a time at most", f"{told['connections']:,.0f}, {told['clients_peak']:.0f}"),
        ("resumed after a break", f"{counts.get('resumed', 0):,}"),
        ("refused for bad manners", f"{counts.get('refused guests', 0):,}"),
        (f"memory after {chart.span(told['warm_after_s'])}, at the end",
         f"{level('memory_warm_mib')}, {level('memory_end_mib')}"),
        ("descriptors before the first client, after the last",
         f"{told['descriptors_before']:.0f}, {told['descriptors_after'] or 0:.0f}"),
        ("loop lag, peak", f"{told['lag_peak_ms']:.1f} ms"),
        ("the server's CPU", f"{told['cpu_percent']:.1f} % of a core")]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    verdict = "Passed." if told["passed"] else \
        "FAILED:\n\n" + "\n".join(f"- {sentence}" for sentence in told["wrong"] + told["notes"])
    return (f"| {chart.span(told['seconds'])} | |\n|---|---:|\n{table}\n\n"
            f"`{told['command']}`, {told['date']}, {told['machine']}. {verdict}\n")


def write(options, told, rows):
    """The files; gives what could not be made, as sentences."""
    folder, growth = options.out, options.growth
    with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as file:
        json.dump(told | {"samples": rows}, file, indent=1)
    with open(os.path.join(folder, "report.md"), "w", encoding="utf-8") as file:
        file.write("# Soak\n\n" + markdown(told) + "\n![The run](soak.png)\n")
    if not options.picture or len(rows) < 2:
        return []
    svg, png = (os.path.join(folder, f"soak.{kind}") for kind in ("svg", "png"))
    warm = told["memory_warm_mib"]
    limit = warm and (warm * MiB * (1 + growth / 100), told["warm_after_s"],
                      f"{growth:g} % above the level after {chart.span(told['warm_after_s'])}")
    with open(svg, "w", encoding="utf-8") as file:
        file.write(chart.draw(rows, f"Sluice under {told['clients_peak']:.0f} mixed clients for "
                                    f"{chart.span(told['seconds'])}",
                              f"{told['command']} · {told['date']} · {told['machine']}", limit))
    if os.path.exists(png):
        os.remove(png)
    sentence = picture.to_png(svg, png, *chart.size())
    return [sentence] if sentence else []
