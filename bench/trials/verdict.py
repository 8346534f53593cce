"""What was lost, heard twice or out of order, and the row that says so."""

UNDER_WAY = 1.0  # seconds before the fault: what was acknowledged then may be on the way still
BAR_LEFT = 10.0  # seconds until a killed node's clients are announced as left


def seconds(value):
    return "—" if value is None else f"{value:.1f} s"


class Verdict:
    def __init__(self, fault, publisher, subscribers, began):
        self.fault, self.publisher, self.subscribers = fault, publisher, subscribers
        self.acknowledged = publisher.acknowledged()
        # Of a Redis that forgets nobody can ask for more than this.
        self.must_come = {message.number for message in self.acknowledged
                          if not fault.forgets or message.taken < began - UNDER_WAY
                          or message.taken > began}
        self.lanes = {message.number: message.lane for message in publisher.said}
        self.places = {message.number: message.place for message in self.acknowledged}

    def has_everything(self):
        return all(self.must_come <= {number for number, _, _ in subscriber.heard}
                   for subscriber in self.subscribers)

    def _disorder(self, heard):
        """Messages behind a later one: of the order, or of the lane that said them."""
        wrong, last, by_lane, seen = 0, {}, {}, set()
        for number, epoch, offset in heard:
            lane = self.lanes[number]
            behind = number not in seen and number < by_lane.get(lane, 0)
            wrong += behind or offset <= last.get(epoch, 0)
            last[epoch] = max(offset, last.get(epoch, 0))
            by_lane[lane] = max(number, by_lane.get(lane, 0))
            seen.add(number)
        return wrong

    def _elsewhere(self, heard):
        """Messages whose place is not the one that the publisher was told."""
        first = {}
        for number, *place in heard:
            first.setdefault(number, []).append(tuple(place))
        return sum(number in self.places and self.places[number] not in places
                   for number, places in first.items())

    def figures(self, well, mourning, wrong):
        heard = [subscriber.heard for subscriber in self.subscribers]
        numbers = [[number for number, _, _ in one] for one in heard]
        all_taken = {message.number for message in self.acknowledged}
        figures = {
            "said": len(self.publisher.said), "acknowledged": len(self.acknowledged),
            "retries": self.publisher.retries, "deliveries": sum(map(len, heard)),
            "lost": sum(len(all_taken - set(one)) for one in numbers),
            "lost_messages": len(all_taken) - len(all_taken.intersection(*map(set, numbers))),
            "twice": sum(len(one) - len(set(one)) for one in numbers),
            "disorder": sum(map(self._disorder, heard)),
            "elsewhere": sum(map(self._elsewhere, heard)),
            "silence": self.publisher.longest_silence(), "well": well, "mourning": mourning,
            "broken": sum(subscriber.broken for subscriber in self.subscribers),
            "gaps": sum(subscriber.gaps for subscriber in self.subscribers),
            "unrecovered": sum(subscriber.unrecovered for subscriber in self.subscribers)}
        gone = set().union(*(subscriber.left for subscriber in self.subscribers))
        figures["called_left"] = sum(subscriber.name in gone for subscriber in self.subscribers)
        figures["wrong"] = wrong + self._wrong(figures, numbers)
        return figures

    def _wrong(self, figures, numbers):
        wrong = list(self.publisher.failures)
        missing = sum(len(self.must_come - set(one)) for one in numbers)
        if missing:
            wrong.append(f"{missing} deliveries of acknowledged messages were lost")
        if figures["twice"] and not self.fault.forgets:
            wrong.append(f"{figures['twice']} messages were heard twice")
        if figures["disorder"]:
            wrong.append(f"{figures['disorder']} messages came out of order")
        if figures["elsewhere"]:
            wrong.append(f"{figures['elsewhere']} messages came at another place than was answered")
        if figures["acknowledged"] < figures["said"]:
            wrong.append(f"{figures['said'] - figures['acknowledged']} were never acknowledged")
        if figures["well"] is None:
            wrong.append("not everything was well again")
        if self.fault.mourns and (figures["mourning"] or BAR_LEFT + 1) > BAR_LEFT:
            wrong.append(f"who left was announced after {seconds(figures['mourning'])}")
        for subscriber in self.subscribers:
            if subscriber.task.done():
                wrong.append(f"{subscriber.name} was refused: {subscriber.task}")
        return wrong


HEAD = """\
| fault | said = acknowledged | deliveries | lost | twice | out of order | longest without an ack | \
well again after | connections broken | left announced |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""


def row(fault, figures):
    said = f"{figures['said']:,}"
    if figures["acknowledged"] != figures["said"]:
        said += f" / {figures['acknowledged']:,}"
    cells = [fault.title, said, f"{figures['deliveries']:,}", figures["lost"], figures["twice"],
             figures["disorder"], seconds(figures["silence"]), seconds(figures["well"]),
             figures["broken"], seconds(figures["mourning"]) if fault.mourns else ""]
    return "| " + " | ".join(map(str, cells)) + " |"
