"""Where and when this was measured."""
import datetime
import os
import platform


def model():
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def describe(command, options):
    now = datetime.datetime.now(datetime.timezone.utc)
    return {"date": f"{now:%Y-%m-%d %H:%M} UTC", "machine": model(), "cores": os.cpu_count(),
            "kernel": f"{platform.system()} {platform.release()}",
            "descriptors": options.hard, "load_before": round(os.getloadavg()[0], 2),
            "command": command, "rounds": options.rounds, "seconds": options.seconds}


def sentence(about):
    return (f"{about['date']} · {about['machine']}, {about['cores']} cores · {about['kernel']} · "
            f"descriptor limit {about['descriptors']:,} · load before {about['load_before']} · "
            f"`{about['command']}`")
