"""What a fleet has asked of Redis, by its own count."""

from support import http

NAMES = {"placed": "sluice_backplane_placed_total", "placings": "sluice_backplane_placings_total",
         "read": "sluice_backplane_read_total", "readings": "sluice_backplane_readings_total"}


def counts(nodes):
    """Sums over the nodes."""
    samples = [http.metrics(node) for node in nodes]
    return {name: sum(sample[metric] for sample in samples) for name, metric in NAMES.items()}


def together(before, after):
    """Messages a round trip: those that put them in order, and those that brought them."""
    more = {name: after[name] - before[name] for name in NAMES}
    return (more["placed"] / max(1, more["placings"]), more["read"] / max(1, more["readings"]))
