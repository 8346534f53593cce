"""All attacks, by the name that --only knows."""

import dataclasses
import typing

from onslaught import clients, operators, replays, stages, strangers

KIB, MIB = 1024, 1024 * 1024
QUEUE, MESSAGE = 1 * MIB, 64 * KIB  # the defaults of queue_bytes and max_message_bytes

# What one peer may make the process hold.
STRANGER = 64 * KIB
CLIENT = QUEUE + MESSAGE + 64 * KIB
REDIS = 192 * MIB  # three connections, with a reply of 64 MiB on each


@dataclasses.dataclass(frozen=True)
class Attack:
    """`strike` is done by a process of its own to a server that `stage` prepares. `each` is what
    one of its connections may cost in memory, beside what an allocator keeps."""

    name: str
    strike: typing.Callable
    each: int
    stage: typing.Callable = stages.plain
    settings: dict = dataclasses.field(default_factory=dict)
    load: str = "follow"  # a scenario of sluice bench, or "probe": requests alone
    group: str = "clients"
    control: bool = True  # the same is done to a server beside this one
    waits: bool = False  # messages wait by contract as long as it lasts
    deed: str = ""  # what it did so and so many times
    logs: str = ""  # what the log must say of it
    about: str = ""

    @property
    def title(self):
        return self.about or " ".join(self.strike.__doc__.split()).rstrip(".")


SAID_BY_A_CLIENT = {"load": "fanout", "settings": {"messages_per_minute": 0}}


def stranger(name, strike, deed, **more):
    """The load is said by a client: over HTTP its speaker would be one more stranger."""
    usual = {"group": "strangers"} | SAID_BY_A_CLIENT
    return Attack(name, strike, STRANGER, deed=deed, **usual | more)


def client(name, strike, deed, **more):
    return Attack(name, strike, CLIENT, deed=deed, **more)


def operator(name, strike, deed, **more):
    return Attack(name, strike, CLIENT, group="operators", deed=deed, **more)


def adversity(name, strike, deed, stage, **more):
    by_strangers = strike in (strangers.garbage, strangers.idle_and_back)
    usual = {"each": STRANGER, "control": by_strangers}
    return Attack(name, strike, stage=stage, group=name, deed=deed, **usual | more)


QUICK_TO_LEAVE = {"ping_interval": "1s", "pong_timeout": "1s", "close_timeout": "1s"}

ATTACKS = [
    stranger("slow-heads", strangers.slow_heads, "octets"),
    stranger("slow-bodies", strangers.slow_bodies, "octets"),
    stranger("endless-chunks", strangers.endless_chunks, "MiB", logs="request_refused"),
    stranger("endless-heads", strangers.endless_heads, "heads", logs="request_refused"),
    stranger("garbage", strangers.garbage, "blocks", logs="request_refused"),
    stranger("pipelines", strangers.pipelines, "requests"),
    stranger("metrics", strangers.metrics_read, "requests"),
    stranger("metrics-unread", strangers.metrics_unread, "requests"),
    stranger("idle", strangers.idle, "connections"),
    stranger("half-closed", strangers.half_closed, "connections"),
    stranger("resets", strangers.resets, "connections"),
    stranger("handshake-resets", strangers.handshake_resets, "handshakes"),
    stranger("churn", strangers.churn, "clients"),
    client("ping-flood", clients.ping_flood, "pings"),
    client("ping-flood-unread", clients.ping_flood_unread, "pings"),
    client("pong-flood", clients.pong_flood, "pongs"),
    client("fragments", clients.fragments, "fragments"),
    client("whole-fragments", clients.whole_fragments, "fragments"),
    client("huge-frames", clients.huge_frames, "frames", logs="message_too_big"),
    client("slow-frames", clients.slow_frames, "frames and octets"),
    client("zip-bombs", clients.zip_bombs, "bombs"),
    client("command-flood", clients.command_flood, "commands"),
    client("commands-unread", clients.commands_unread, "commands"),
    client("refresh-flood", clients.refresh_flood, "commands"),
    client("over-budget", clients.over_the_budget, "commands"),
    client("stuck-readers", clients.stuck_readers, "clients"),
    client("vanished", clients.vanished, "clients", settings=QUICK_TO_LEAVE),
    client("half-a-close", clients.never_closing, "clients", logs="protocol_error"),
    client("urgent", clients.out_of_band, "octets"),
    client("refreshes", clients.refreshes, "tokens", stage=stages.signed, group="refreshes"),
    client("resumes", replays.resumes, "replays", stage=stages.remembering, group="resumes",
           settings={"history_size": 10000}),
    client("slow-replays", replays.slow_replays, "clients", stage=stages.full_of_large,
           group="slow-replays", settings={"history_size": replays.KEPT}, logs="slow_consumer"),
    operator("stream-unread", operators.unread_stream, "clients"),
    operator("subscribe-flood", operators.subscribe_flood, "subscriptions"),
    operator("operator-commands", operators.commands_unread, "commands"),
    operator("filters", operators.filters, "requests"),
    stranger("tls-handshakes", strangers.tls_handshakes, "handshakes", group="tls",
             stage=stages.encrypted, load="python"),
    stranger("tls-hellos", strangers.tls_hellos, "hellos", group="tls", stage=stages.encrypted,
             load="python"),
    stranger("key-updates", strangers.key_updates, "updates", group="tls", stage=stages.encrypted,
             load="python"),
    adversity("descriptors", strangers.idle_and_back, "connections", stages.few_descriptors,
              **SAID_BY_A_CLIENT),
    adversity("log-unread", strangers.garbage, "blocks", stages.log_unread, **SAID_BY_A_CLIENT,
              about="Refusals to log, and nobody reads the log's pipe"),
    adversity("log-slow", strangers.garbage, "blocks", stages.log_slowly_read, **SAID_BY_A_CLIENT,
              about="Refusals to log, and the log is read more slowly than it is written"),
    adversity("log-disk-full", strangers.garbage, "blocks", stages.log_disk_full,
              **SAID_BY_A_CLIENT, about="Refusals to log, and the disk is full"),
    adversity("history-disk-full", stages.fill_disk, "times full", stages.small_disk,
              waits=True),
    adversity("clock", stages.jump, "jumps", stages.own_clock),
    adversity("redis-garbage", stages.rubbish, "kinds", stages.false_redis, load="probe",
              each=REDIS, waits=True),
]

BY_NAME = {attack.name: attack for attack in ATTACKS}
