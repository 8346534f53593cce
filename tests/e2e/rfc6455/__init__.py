"""RFC 6455 and RFC 7692 as tables: what a peer sends, and what it must be answered. A case is a
sentence, octets and answers; `play` carries it out on a connection of `/echo`."""
