"""What was taken, in its order: gives the orders, keeps count, and makes the contact sheet."""

import html
import os
import sys
import time

LOOKS = ("en-light", "en-dark", "uk-light", "uk-dark")
STYLE = """body{background:#8d949e;font:14px sans-serif;margin:16px}table{border-spacing:6px}
th{text-align:left;vertical-align:top;font-weight:normal;width:130px}img{width:320px;display:block}
h2{margin:24px 0 4px}"""


class Album:
    def __init__(self, cameras, folder, only=()):
        self.cameras = cameras
        self.folder = folder
        self._only = only  # states; none: all
        self.count = 0
        self.problems = []
        self._groups = []
        self._began = time.monotonic()

    def shoot(self, state, title, pages=(), dialogs=(), row=0):
        if self._only and state not in self._only:
            return
        names = [*pages, *dialogs]
        more = len(names) * len(LOOKS) * len(self.cameras.all)
        answers = self.cameras.obey("shoot", state=state, pages=list(pages), dialogs=list(dialogs),
                                    row=row)
        self.count += more
        for camera, answer in zip(self.cameras.all, answers):
            self.problems += [f"{camera.name}/{problem}" for problem in answer["problems"]]
        print(f"{time.monotonic() - self._began:4.0f} s  {title}: {len(names)} views, "
              f"{self.count} pictures so far", file=sys.stderr, flush=True)
        self._groups.append((state, f"{title} — “{answers[0]['title']}”", names))

    def finish(self):
        columns = [f"{look} {camera.name}" for camera in self.cameras.all for look in LOOKS]

        def files(state, name, small):
            return [f"{camera.name}/{small}{state}/{name}-{look}.png"
                    for camera in self.cameras.all for look in LOOKS]

        groups = [{"title": title, "rows": [{"label": f"{state}\n{name}",
                                             "files": [f"../{path}" for path in files(state, name, "small/")]}
                                            for name in names]}
                  for state, title, names in self._groups]
        sheet = os.path.join(self.folder, "contact.png")
        self.cameras.all[0].obey({"do": "sheet", "groups": groups, "columns": columns, "file": sheet})
        with open(os.path.join(self.folder, "contact.html"), "w", encoding="utf-8") as page:
            page.write(f"<!doctype html><meta charset=utf-8><title>Pictures</title><style>{STYLE}</style>")
            for state, title, names in self._groups:
                page.write(f"<h2>{html.escape(title)}</h2><table>")
                for name in names:
                    cells = "".join(f'<td><a href="{path}"><img loading=lazy src="{path}"></a>'
                                    for path in files(state, name, ""))
                    page.write(f"<tr><th>{name}{cells}")
                page.write("</table>")
        return sheet
