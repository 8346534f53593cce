"""The run as one picture: small charts over one axis of time, drawn as SVG."""

import html
import math

WIDTH, LEFT, RIGHT = 820, 74, 22
TOP, PANEL, GAP, BOTTOM = 84, 76, 38, 54
INK, FAINT, GRID = "#1f2933", "#52606d", "#e4e7eb"
MiB = 1 << 20

# title, unit, how it is found in a row, colour
PANELS = [
    ("Memory", "MiB", lambda row: row["memory"] / MiB, "#2b6cb0"),
    ("Clients", "", lambda row: row["clients"], "#2f855a"),
    ("Open descriptors", "", lambda row: row["descriptors"], "#6b46c1"),
    ("Messages to clients", "a second", lambda row: row["sent_rate"], "#b7791f"),
    ("Loop lag, the worst loop", "ms", lambda row: row["lag"] * 1000, "#c53030"),
    ("The server's CPU", "% of a core", lambda row: row["cpu_rate"] * 100, "#4a5568"),
]


def ticks(top, count):
    """Round steps from 0 to at least `top`."""
    if top <= 0:
        return [0, 1]
    rough = top / count
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice >= rough)
    return [step * number for number in range(math.ceil(top / step - 1e-9) + 1)]


def text(x, y, words, size=13, colour=FAINT, anchor="start", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
            f'text-anchor="{anchor}" font-weight="{weight}">{html.escape(words)}</text>')


def line(x1, y1, x2, y2, colour=GRID, dash=""):
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}"{dashed}/>')


def figure(value):
    return f"{value:,.1f}" if value < 100 and value != int(value) else f"{value:,.0f}"


def span(seconds):
    return f"{seconds / 60:.3g} minutes" if seconds >= 120 else f"{seconds:.3g} s"


def clock(seconds, whole):
    return f"{seconds / 60:g} min" if whole >= 120 else f"{seconds:g} s"


class Panel:
    def __init__(self, number, rows, kind):
        self.title, self.unit, self.value, self.colour = kind
        self.rows, self.foot = rows, TOP + number * (PANEL + GAP) + PANEL
        self.values = [self.value(row) for row in rows]
        self.steps = ticks(max(self.values) * 1.05, 4)

    def y(self, value):
        return self.foot - PANEL * value / self.steps[-1]

    def draw(self, x, limit=None):
        unit = f", {self.unit}" if self.unit else ""
        yield text(LEFT, self.foot - PANEL - 10, self.title + unit, 15, INK, weight="bold")
        yield text(WIDTH - RIGHT, self.foot - PANEL - 10,
                   f"at the end {figure(self.values[-1])} · peak {figure(max(self.values))}",
                   anchor="end")
        for step in self.steps:
            yield line(LEFT, self.y(step), WIDTH - RIGHT, self.y(step))
            yield text(LEFT - 10, self.y(step) + 4.5, f"{step:,g}", anchor="end")
        if limit is not None and limit[0] <= self.steps[-1]:
            yield line(x(limit[1]), self.y(limit[0]), WIDTH - RIGHT, self.y(limit[0]), "#c53030",
                       "6 4")
            yield text(WIDTH - RIGHT, self.y(limit[0]) - 5, limit[2], 12, "#c53030", "end")
        points = " ".join(f"{x(row['at']):.1f},{self.y(value):.1f}"
                          for row, value in zip(self.rows, self.values))
        yield (f'<polyline points="{points}" fill="none" stroke="{self.colour}" '
               'stroke-width="1.6" stroke-linejoin="round"/>')


def draw(rows, title, subtitle, memory_limit=None):
    """`memory_limit`: bytes, since when in seconds, and its words."""
    until = max(rows[-1]["at"], 1e-9)

    def x(at):
        return LEFT + (WIDTH - LEFT - RIGHT) * at / until

    height = TOP + len(PANELS) * (PANEL + GAP) - GAP + BOTTOM
    foot = height - BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
             f'viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, sans-serif">',
             f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
             text(LEFT, 28, title, 19, INK, weight="bold"), text(LEFT, 48, subtitle)]
    minutes = ticks(until / 60 if until >= 120 else until, 10)
    for step in minutes:
        at = step * 60 if until >= 120 else step
        if at <= until + 1e-6:
            parts.append(line(x(at), TOP, x(at), foot))
            parts.append(text(x(at), foot + 20, clock(at, until), anchor="middle"))
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, foot + 42, "time since the first client",
                      anchor="middle"))
    for number, kind in enumerate(PANELS):
        limit = memory_limit and (memory_limit[0] / MiB, *memory_limit[1:]) if number == 0 else None
        parts += Panel(number, rows, kind).draw(x, limit)
    return "\n".join([*parts, "</svg>", ""])


def size():
    return WIDTH, TOP + len(PANELS) * (PANEL + GAP) - GAP + BOTTOM
