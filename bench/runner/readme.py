"""The short table in README.md, out of a whole run's figures."""
import re

BEGIN, END = "<!-- bench table -->", "<!-- end of bench table -->"
SIDES = ("FastAPI + uvicorn", "Node ws", "naive Qt")


def table(about, rows):
    def cell(unit, *names):
        """The first of these figures that was measured."""
        for name in names:
            for row in rows:
                if row["figure"] == name:
                    return f"{row['value']:,.{row['decimals']}f} {unit}"
        return ""

    def line(label, unit, sluice, peer, limit=None):
        peers = [cell(unit, peer.format(side=side)) for side in SIDES]
        cells = [label, cell(unit, *sluice), *peers, cell(unit, limit) if limit else ""]
        return "| " + " | ".join(cells) + " |"

    lines = [
        "| | Sluice | " + " | ".join(SIDES) + "¹ | limit² |",
        "|---|" + "---:|" * (len(SIDES) + 2),
        line("CPU per delivery, 1,000 clients", "µs",
             ["CPU per delivery, sluice, 1,000 clients"],
             "CPU per delivery, {side}, 1,000 clients", "CPU per delivery, limit, 1,000 clients"),
        line("the same, 10,000 clients (others: 5,000)", "µs",
             ["CPU per delivery, sluice, 10,000 clients"],
             "CPU per delivery, {side}, 5,000 clients", "CPU per delivery, limit, 10,000 clients"),
        line("memory per idle client, 15,000 (others: 5,000)", "KB",
             ["RSS per idle client, 15,000 clients"], "RSS per client, {side}, 5,000 clients"),
        line("CPU per connect, 10,000 (others: 5,000)", "µs",
             ["CPU per connect, presence off, 10,000 clients"],
             "CPU per connect, {side}, 5,000 clients", "CPU per connect, limit, 10,000 clients"),
        line("CPU per `POST` of 1 KB", "µs", ["CPU per request, sluice"],
             "CPU per request, {side}"),
    ]
    return "\n".join(lines) + (
        f"\n\nMeasured on {about['date'][:10]} with `{about['command']}` on {about['cores']} cores "
        f"({about['machine']}, {about['kernel']}), one I/O loop,\n200-byte texts, every delivery "
        "checked; the whole table is in [bench/results.md](bench/results.md), what it means in\n"
        "[docs/performance.md](docs/performance.md). ¹ QWebSocketServer and `sendTextMessage` in a "
        "loop. ² A bare loop of `send(2)`:\nwith a call a client nothing on this kernel can be "
        "cheaper.")


def renew(path, about, rows):
    text = path.read_text()
    block = f"{BEGIN}\n{table(about, rows)}\n{END}"
    path.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _: block, text, flags=re.DOTALL))
