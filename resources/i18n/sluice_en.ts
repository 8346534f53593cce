<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>sentences</name>
    <message numerus="yes">
        <source>%1 second(s)</source>
        <translation>
            <numerusform>%1 second</numerusform>
            <numerusform>%1 seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 minute(s)</source>
        <translation>
            <numerusform>%1 minute</numerusform>
            <numerusform>%1 minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hour(s)</source>
        <translation>
            <numerusform>%1 hour</numerusform>
            <numerusform>%1 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 day(s)</source>
        <translation>
            <numerusform>%1 day</numerusform>
            <numerusform>%1 days</numerusform>
        </translation>
    </message>
    <message>
        <source>This message could not be understood.</source>
        <translation>This message could not be understood.</translation>
    </message>
    <message>
        <source>This type of message is not known here.</source>
        <translation>This type of message is not known here.</translation>
    </message>
    <message>
        <source>You are sending too fast. Please wait a moment.</source>
        <translation>You are sending too fast. Please wait a moment.</translation>
    </message>
    <message>
        <source>This message is too large.</source>
        <translation>This message is too large.</translation>
    </message>
    <message>
        <source>No client with this id is connected.</source>
        <translation>No client with this id is connected.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>You are not allowed to do this.</translation>
    </message>
    <message>
        <source>This is not available right now. Please try again later.</source>
        <translation>This is not available right now. Please try again later.</translation>
    </message>
    <message>
        <source>The server is shutting down and takes nothing new.</source>
        <translation>The server is shutting down and takes nothing new.</translation>
    </message>
    <message>
        <source>Something went wrong inside the server.</source>
        <translation>Something went wrong inside the server.</translation>
    </message>
    <message>
        <source>The server is shutting down.</source>
        <translation>The server is shutting down.</translation>
    </message>
    <message>
        <source>The server is not taking new clients at the moment.</source>
        <translation>The server is not taking new clients at the moment.</translation>
    </message>
    <message>
        <source>The connection fell silent: no answer to a ping.</source>
        <translation>The connection fell silent: no answer to a ping.</translation>
    </message>
    <message>
        <source>What came in was not valid WebSocket traffic.</source>
        <translation>What came in was not valid WebSocket traffic.</translation>
    </message>
    <message>
        <source>A client id has 1 to 64 letters, digits, dots, dashes and underscores.</source>
        <translation>A client id has 1 to 64 letters, digits, dots, dashes and underscores.</translation>
    </message>
    <message>
        <source>Only text messages are understood here.</source>
        <translation>Only text messages are understood here.</translation>
    </message>
    <message>
        <source>The text was not valid UTF-8.</source>
        <translation>The text was not valid UTF-8.</translation>
    </message>
    <message>
        <source>A valid token is needed here.</source>
        <translation>A valid token is needed here.</translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation>The token has expired.</translation>
    </message>
    <message>
        <source>Pages of this site may not connect here.</source>
        <translation>Pages of this site may not connect here.</translation>
    </message>
    <message>
        <source>Too many messages in a short time.</source>
        <translation>Too many messages in a short time.</translation>
    </message>
    <message>
        <source>Too many messages were waiting to be read.</source>
        <translation>Too many messages were waiting to be read.</translation>
    </message>
    <message>
        <source>Another client is connected under this id.</source>
        <translation>Another client is connected under this id.</translation>
    </message>
    <message>
        <source>A newer connection of yours has taken over.</source>
        <translation>A newer connection of yours has taken over.</translation>
    </message>
    <message>
        <source>An operator has closed this connection.</source>
        <translation>An operator has closed this connection.</translation>
    </message>
    <message>
        <source>There is no room for another connection right now.</source>
        <translation>There is no room for another connection right now.</translation>
    </message>
    <message>
        <source>The message was larger than allowed.</source>
        <translation>The message was larger than allowed.</translation>
    </message>
    <message>
        <source>Welcome! You are connected as %1.</source>
        <translation>Welcome! You are connected as %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) joined.</source>
        <translation>
            <numerusform>%1 client joined.</numerusform>
            <numerusform>%1 clients joined.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) left.</source>
        <translation>
            <numerusform>%1 client left.</numerusform>
            <numerusform>%1 clients left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) connected now.</source>
        <translation>
            <numerusform>%1 client connected now.</numerusform>
            <numerusform>%1 clients connected now.</numerusform>
        </translation>
    </message>
    <message>
        <source>[System] Periodic notification #%1 – Active clients: %2</source>
        <translation>[System] Periodic notification #%1 – Active clients: %2</translation>
    </message>
    <message>
        <source>All is well: %1, %2 so far, running for %3.</source>
        <translation>All is well: %1, %2 so far, running for %3.</translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s)</source>
        <translation>
            <numerusform>%1 client</numerusform>
            <numerusform>%1 clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s)</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is shutting down and will close in %1 at the latest. Until then everything works as before.</source>
        <translation>The server is shutting down and will close in %1 at the latest. Until then everything works as before.</translation>
    </message>
    <message>
        <source>Please reconnect in %1.</source>
        <translation>Please reconnect in %1.</translation>
    </message>
    <message>
        <source>Please reconnect now.</source>
        <translation>Please reconnect now.</translation>
    </message>
    <message>
        <source>The server stays after all. There is no need to reconnect.</source>
        <translation>The server stays after all. There is no need to reconnect.</translation>
    </message>
    <message>
        <source>Some messages may have been missed.</source>
        <translation>Some messages may have been missed.</translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s) could not be delivered.</source>
        <translation>
            <numerusform>%1 message could not be delivered.</numerusform>
            <numerusform>%1 messages could not be delivered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent to %1 client(s).</source>
        <translation>
            <numerusform>Sent to %1 client.</numerusform>
            <numerusform>Sent to %1 clients.</numerusform>
        </translation>
    </message>
</context>
</TS>
