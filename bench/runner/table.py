"""The result: rows with bars and verdicts, notes, Markdown and JSON."""
import json


class Table:
    def __init__(self, screen):
        self.screen = screen
        self.rows, self.notes = [], []
        self.part = ""

    def add(self, figure, value, unit="", bar=None, decimals=2, least=False):
        """`bar` is what the value may be at most, or with `least` at least."""
        if value is None:
            return self.note(f"{figure}: no such figure came back.")
        verdict = None
        if bar is not None:
            verdict = value >= bar if least else value <= bar
        self.rows.append({"part": self.part, "figure": figure, "value": value, "unit": unit,
                          "bar": bar, "at_least": least, "reached": verdict,
                          "decimals": decimals})
        cells = self._cells(self.rows[-1])
        self.screen.say(f"  {cells[0]}: {cells[1]} {cells[3].replace('**', '')}".rstrip())

    def note(self, sentence):
        self.notes.append(f"{self.part}: {sentence}" if self.part else sentence)
        self.screen.say(f"  note: {sentence}")

    def missed(self):
        return any(row["reached"] is False for row in self.rows)

    @staticmethod
    def _cells(row):
        unit = f" {row['unit']}" if row["unit"] else ""
        bar, verdict = "", ""
        if row["bar"] is not None:
            bar = f"{'≥' if row['at_least'] else '≤'} {row['bar']:g}{unit}"
            verdict = "reached" if row["reached"] else "**missed**"
        return (row["figure"], f"{row['value']:,.{row['decimals']}f}{unit}", bar, verdict)

    def markdown(self):
        lines = []
        for part in dict.fromkeys(row["part"] for row in self.rows):
            lines += [f"## {part}", "", "| figure | measured | bar | verdict |",
                      "| --- | ---: | ---: | --- |"]
            lines += ["| " + " | ".join(self._cells(row)) + " |"
                      for row in self.rows if row["part"] == part]
            lines.append("")
        if self.notes:
            lines += ["## Notes", ""] + [f"- {note}" for note in self.notes] + [""]
        return "\n".join(lines)

    def json(self, about):
        return json.dumps({**about, "figures": self.rows, "notes": self.notes}, indent=1,
                          ensure_ascii=False) + "\n"
