<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close Window</source>
        <translation>Close Window</translation>
    </message>
    <message>
        <source>%1 is running in this process.</source>
        <translation>%1 is running in this process.</translation>
    </message>
    <message numerus="yes">
        <source>It is draining and ends by itself when the last of %Ln client(s) has left.</source>
        <translation>
            <numerusform>It is draining and ends by itself when the last client has left.</numerusform>
            <numerusform>It is draining and ends by itself when the last of %Ln clients has left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) are connected. Without its window the server goes on until it gets a SIGTERM.</source>
        <translation>
            <numerusform>%Ln client is connected. Without its window the server goes on until it gets a SIGTERM.</numerusform>
            <numerusform>%Ln clients are connected. Without its window the server goes on until it gets a SIGTERM.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep Running in Background</source>
        <translation>Keep Running in Background</translation>
    </message>
    <message>
        <source>Drain and Quit</source>
        <translation>Drain and Quit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>Cut Off %Ln and Quit Now</source>
        <translation>
            <numerusform>Cut Off %Ln and Quit Now</numerusform>
            <numerusform>Cut Off %Ln and Quit Now</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit Now</source>
        <translation>Quit Now</translation>
    </message>
</context>
<context>
    <name>ContactWords</name>
    <message>
        <source>Live, accepting is paused</source>
        <translation>Live, accepting is paused</translation>
    </message>
    <message>
        <source>Restarted (%1)</source>
        <translation>Restarted (%1)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Stopped as expected</source>
        <translation>Stopped as expected</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>Reconnecting in %1</source>
        <translation>Reconnecting in %1</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Syncing %1 of %2</source>
        <translation>Syncing %1 of %2</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Stale</translation>
    </message>
    <message>
        <source>Wrong token</source>
        <translation>Wrong token</translation>
    </message>
    <message>
        <source>%1   %2 %   %3</source>
        <translation>%1   %2 %   %3</translation>
    </message>
    <message>
        <source>%1 left, %2 %, %3</source>
        <translation>%1 left, %2 %, %3</translation>
    </message>
    <message>
        <source>nothing listens at its address (connection refused)</source>
        <translation>nothing listens at its address (connection refused)</translation>
    </message>
    <message>
        <source>nobody knows a machine of that name</source>
        <translation>nobody knows a machine of that name</translation>
    </message>
    <message>
        <source>no way leads to its network</source>
        <translation>no way leads to its network</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>it does not answer</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>its certificate is not trusted</translation>
    </message>
    <message>
        <source>no encrypted line could be agreed on</source>
        <translation>no encrypted line could be agreed on</translation>
    </message>
    <message>
        <source>what answers there is not a Sluice server</source>
        <translation>what answers there is not a Sluice server</translation>
    </message>
    <message>
        <source>it has ended the line</source>
        <translation>it has ended the line</translation>
    </message>
    <message>
        <source>Wrong key</source>
        <translation>Wrong key</translation>
    </message>
</context>
<context>
    <name>CsvExport</name>
    <message>
        <source>Export as CSV</source>
        <translation>Export as CSV</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tables (*.csv)</translation>
    </message>
</context>
<context>
    <name>EnvironmentWords</name>
    <message>
        <source>Development</source>
        <translation>Development</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Staging</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Production</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>DEV</source>
        <translation>DEV</translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation>STAGE</translation>
    </message>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
</context>
<context>
    <name>MessageData</name>
    <message>
        <source>a closing quotation mark is missing</source>
        <translation>a closing quotation mark is missing</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>a colon is missing</translation>
    </message>
    <message>
        <source>this is no number</source>
        <translation>this is no number</translation>
    </message>
    <message>
        <source>there is no such escape sequence</source>
        <translation>there is no such escape sequence</translation>
    </message>
    <message>
        <source>the value has ended before this</source>
        <translation>the value has ended before this</translation>
    </message>
    <message>
        <source>this is nested too deeply</source>
        <translation>this is nested too deeply</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>a value is expected here</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3.</source>
        <translation>Line %1, column %2: %3.</translation>
    </message>
    <message>
        <source>a comma or } is missing</source>
        <translation>a comma or } is missing</translation>
    </message>
    <message>
        <source>a comma or ] is missing</source>
        <translation>a comma or ] is missing</translation>
    </message>
</context>
<context>
    <name>RollingRestart</name>
    <message>
        <source>%1 is draining: the next one waits until it is back.</source>
        <translation>%1 is draining: the next one waits until it is back.</translation>
    </message>
    <message>
        <source>%1 is away (%2): the next one waits until it is back.</source>
        <translation>%1 is away (%2): the next one waits until it is back.</translation>
    </message>
    <message>
        <source>Your token for %1 may only look.</source>
        <translation>Your token for %1 may only look.</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln server(s) have been restarted.</source>
        <translation>
            <numerusform>%Ln server has been restarted.</numerusform>
            <numerusform>All %Ln servers have been restarted.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 would be the first.</source>
        <translation>%1 would be the first.</translation>
    </message>
    <message numerus="yes">
        <source>%1 is next: %2 of %Ln server(s) have been restarted.</source>
        <translation>
            <numerusform>%1 is next: %2 of %Ln server has been restarted.</numerusform>
            <numerusform>%1 is next: %2 of %Ln servers have been restarted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenFile</name>
    <message>
        <source>The token file %1 cannot be read.</source>
        <translation>The token file %1 cannot be read.</translation>
    </message>
    <message>
        <source>Others can read the token file %1: make it yours alone with chmod 600.</source>
        <translation>Others can read the token file %1: make it yours alone with chmod 600.</translation>
    </message>
    <message>
        <source>The token file %1 is empty.</source>
        <translation>The token file %1 is empty.</translation>
    </message>
</context>
<context>
    <name>closed</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>going away</source>
        <translation>going away</translation>
    </message>
    <message>
        <source>protocol error</source>
        <translation>protocol error</translation>
    </message>
    <message>
        <source>unsupported data</source>
        <translation>unsupported data</translation>
    </message>
    <message>
        <source>no code</source>
        <translation>no code</translation>
    </message>
    <message>
        <source>line lost</source>
        <translation>line lost</translation>
    </message>
    <message>
        <source>invalid text</source>
        <translation>invalid text</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>policy</translation>
    </message>
    <message>
        <source>message too big</source>
        <translation>message too big</translation>
    </message>
    <message>
        <source>extension missing</source>
        <translation>extension missing</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>internal error</translation>
    </message>
    <message>
        <source>service restart</source>
        <translation>service restart</translation>
    </message>
    <message>
        <source>try again later</source>
        <translation>try again later</translation>
    </message>
    <message>
        <source>bad gateway</source>
        <translation>bad gateway</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>custom</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connected</translation>
    </message>
</context>
<context>
    <name>connections</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>The client&apos;s id</source>
        <translation>The client&apos;s id</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Who the client has proved to be</source>
        <translation>Who the client has proved to be</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Where the client connects from</source>
        <translation>Where the client connects from</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Open, or being closed</source>
        <translation>Open, or being closed</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>For how long the client has been connected</source>
        <translation>For how long the client has been connected</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Idle</translation>
    </message>
    <message>
        <source>For how long nothing has come from the client</source>
        <translation>For how long nothing has come from the client</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>What waits until the client reads on</source>
        <translation>What waits until the client reads on</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message>
        <source>How long a ping takes there and back</source>
        <translation>How long a ping takes there and back</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>All that came from the client</source>
        <translation>All that came from the client</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>All that went to the client</source>
        <translation>All that went to the client</translation>
    </message>
    <message>
        <source>Sub-protocol</source>
        <translation>Sub-protocol</translation>
    </message>
    <message>
        <source>What the client and the server agreed on</source>
        <translation>What the client and the server agreed on</translation>
    </message>
    <message>
        <source>User Agent</source>
        <translation>User Agent</translation>
    </message>
    <message>
        <source>What the client calls itself</source>
        <translation>What the client calls itself</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Loop</translation>
    </message>
    <message>
        <source>Which of the server&apos;s loops carries it</source>
        <translation>Which of the server&apos;s loops carries it</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Bytes from the client, a second</source>
        <translation>Bytes from the client, a second</translation>
    </message>
    <message>
        <source>Bytes to the client, a second</source>
        <translation>Bytes to the client, a second</translation>
    </message>
</context>
<context>
    <name>drain</name>
    <message>
        <source>Serving</source>
        <translation>Serving</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Announced</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Draining</translation>
    </message>
    <message>
        <source>Evicting</source>
        <translation>Evicting</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>Newcomers are let in.</source>
        <translation>Newcomers are let in.</translation>
    </message>
    <message>
        <source>Load balancers are told to look away; newcomers are still let in.</source>
        <translation>Load balancers are told to look away; newcomers are still let in.</translation>
    </message>
    <message>
        <source>Newcomers are refused; clients leave, each at a time of its own.</source>
        <translation>Newcomers are refused; clients leave, each at a time of its own.</translation>
    </message>
    <message>
        <source>Clients that are still here are closed one after another.</source>
        <translation>Clients that are still here are closed one after another.</translation>
    </message>
    <message>
        <source>The last clients are being closed.</source>
        <translation>The last clients are being closed.</translation>
    </message>
    <message>
        <source>The server has ended.</source>
        <translation>The server has ended.</translation>
    </message>
    <message>
        <source>No one has left for %1</source>
        <translation>No one has left for %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Drained in %1: no one was connected.</source>
        <translation>Drained in %1: no one was connected.</translation>
    </message>
    <message numerus="yes">
        <source>Drained in %1: %Ln client(s) left by themselves, nobody had to be closed.</source>
        <translation>
            <numerusform>Drained in %1: %Ln client left by itself, nobody had to be closed.</numerusform>
            <numerusform>Drained in %1: %Ln clients left by themselves, nobody had to be closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) left by themselves</source>
        <translation>
            <numerusform>%Ln client left by itself</numerusform>
            <numerusform>%Ln clients left by themselves</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) were closed in turn</source>
        <translation>
            <numerusform>%Ln client was closed in turn</numerusform>
            <numerusform>%Ln clients were closed in turn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) were closed by force</source>
        <translation>
            <numerusform>%Ln client was closed by force</numerusform>
            <numerusform>%Ln clients were closed by force</numerusform>
        </translation>
    </message>
    <message>
        <source>Drained in %1: %2.</source>
        <translation>Drained in %1: %2.</translation>
    </message>
    <message>
        <source>Cut short by force after %1: %2.</source>
        <translation>Cut short by force after %1: %2.</translation>
    </message>
    <message>
        <source>Drain of %1</source>
        <translation>Drain of %1</translation>
    </message>
    <message>
        <source>Started: %1</source>
        <translation>Started: %1</translation>
    </message>
    <message>
        <source>Deadline: %1</source>
        <translation>Deadline: %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Reason: %1</translation>
    </message>
    <message>
        <source>Clients at the beginning: %1</source>
        <translation>Clients at the beginning: %1</translation>
    </message>
    <message>
        <source>Left: %1</source>
        <translation>Left: %1</translation>
    </message>
    <message>
        <source>Evicted: %1</source>
        <translation>Evicted: %1</translation>
    </message>
    <message>
        <source>Forced: %1</source>
        <translation>Forced: %1</translation>
    </message>
    <message>
        <source>Newcomers refused: %1</source>
        <translation>Newcomers refused: %1</translation>
    </message>
    <message>
        <source>Exit code: %1</source>
        <translation>Exit code: %1</translation>
    </message>
    <message>
        <source>by a signal at %1</source>
        <translation>by a signal at %1</translation>
    </message>
    <message>
        <source>by an operator at %1</source>
        <translation>by an operator at %1</translation>
    </message>
    <message>
        <source>“%1”, since %2</source>
        <translation>“%1”, since %2</translation>
    </message>
    <message>
        <source>Misses the deadline by ~%1</source>
        <translation>Misses the deadline by ~%1</translation>
    </message>
    <message>
        <source>Cut short by force after %1.</source>
        <translation>Cut short by force after %1.</translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>Now</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Load balancers are told to look away. Newcomers are still let in.</source>
        <translation>Load balancers are told to look away. Newcomers are still let in.</translation>
    </message>
    <message>
        <source>Newcomers are refused. %1: each is told when to leave, spread over %2.</source>
        <translation>Newcomers are refused. %1: each is told when to leave, spread over %2.</translation>
    </message>
    <message>
        <source>Who is still here is closed, one after another, over %1.</source>
        <translation>Who is still here is closed, one after another, over %1.</translation>
    </message>
    <message>
        <source>The deadline. Whoever is left is closed.</source>
        <translation>The deadline. Whoever is left is closed.</translation>
    </message>
</context>
<context>
    <name>sluice::AboutDialog</name>
    <message>
        <source>About Sluice</source>
        <translation>About Sluice</translation>
    </message>
    <message>
        <source>A WebSocket notification server that can be restarted at noon.</source>
        <translation>A WebSocket notification server that can be restarted at noon.</translation>
    </message>
    <message>
        <source>With Qt %1.</source>
        <translation>With Qt %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>sluice::ClosedPage</name>
    <message>
        <source>Closed connections</source>
        <translation>Closed connections</translation>
    </message>
    <message>
        <source>No closed connection fits the filter</source>
        <translation>No closed connection fits the filter</translation>
    </message>
    <message>
        <source>%1 hidden. Press Esc in the filter field to see them.</source>
        <translation>%1 hidden. Press Esc in the filter field to see them.</translation>
    </message>
    <message>
        <source>No one has left yet</source>
        <translation>No one has left yet</translation>
    </message>
    <message>
        <source>Connections that end while this window looks on are listed here, with their close code and who closed: the last %1 of them.</source>
        <translation>Connections that end while this window looks on are listed here, with their close code and who closed: the last %1 of them.</translation>
    </message>
</context>
<context>
    <name>sluice::CommandDesk</name>
    <message>
        <source>There is no contact to the server: nothing was changed.</source>
        <translation>There is no contact to the server: nothing was changed.</translation>
    </message>
    <message>
        <source>The server said no (%1).</source>
        <translation>The server said no (%1).</translation>
    </message>
    <message>
        <source>The server said no: %1</source>
        <translation>The server said no: %1</translation>
    </message>
    <message>
        <source>Newcomers are let in again.</source>
        <translation>Newcomers are let in again.</translation>
    </message>
    <message>
        <source>Newcomers are refused until you resume accepting.</source>
        <translation>Newcomers are refused until you resume accepting.</translation>
    </message>
    <message>
        <source>A drain was running already: its deadline stands.</source>
        <translation>A drain was running already: its deadline stands.</translation>
    </message>
    <message>
        <source>The drain has begun.</source>
        <translation>The drain has begun.</translation>
    </message>
    <message>
        <source>The deadline has been moved.</source>
        <translation>The deadline has been moved.</translation>
    </message>
    <message>
        <source>Cancel Drain</source>
        <translation>Cancel Drain</translation>
    </message>
    <message>
        <source>Cancel the drain of %1?</source>
        <translation>Cancel the drain of %1?</translation>
    </message>
    <message numerus="yes">
        <source>Accepting resumes, and %Ln client(s) that are still connected stay. Clients that have left are not called back.</source>
        <translation>
            <numerusform>Accepting resumes, and the %Ln client that is still connected stays. Clients that have left are not called back.</numerusform>
            <numerusform>Accepting resumes, and the %Ln clients that are still connected stay. Clients that have left are not called back.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the Drain</source>
        <translation>Cancel the Drain</translation>
    </message>
    <message>
        <source>Go On Draining</source>
        <translation>Go On Draining</translation>
    </message>
    <message>
        <source>The drain is cancelled: newcomers are let in again.</source>
        <translation>The drain is cancelled: newcomers are let in again.</translation>
    </message>
    <message>
        <source>Force Close</source>
        <translation>Force Close</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln connection(s) of %1 now?</source>
        <translation>
            <numerusform>Close %Ln connection of %1 now?</numerusform>
            <numerusform>Close %Ln connections of %1 now?</numerusform>
        </translation>
    </message>
    <message>
        <source>Every client is cut off at once, without waiting for what is still queued. The server then ends with exit code 3.</source>
        <translation>Every client is cut off at once, without waiting for what is still queued. The server then ends with exit code 3.</translation>
    </message>
    <message numerus="yes">
        <source>Force Close %Ln Now</source>
        <translation>
            <numerusform>Force Close %Ln Now</numerusform>
            <numerusform>Force Close %Ln Now</numerusform>
        </translation>
    </message>
    <message>
        <source>Do Not Force</source>
        <translation>Do Not Force</translation>
    </message>
    <message>
        <source>All connections are being closed by force.</source>
        <translation>All connections are being closed by force.</translation>
    </message>
    <message>
        <source>Close the connection of %1?</source>
        <translation>Close the connection of %1?</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln connection(s)?</source>
        <translation>
            <numerusform>Close %Ln connection?</numerusform>
            <numerusform>Close %Ln connections?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close Connections</source>
        <translation>Close Connections</translation>
    </message>
    <message>
        <source>The clients are told that an operator has closed them. Most of them will come back.</source>
        <translation>The clients are told that an operator has closed them. Most of them will come back.</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln Connection(s)</source>
        <translation>
            <numerusform>Close %Ln Connection</numerusform>
            <numerusform>Close %Ln Connections</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave Them Open</source>
        <translation>Leave Them Open</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s) are being closed.</source>
        <translation>
            <numerusform>%Ln connection is being closed.</numerusform>
            <numerusform>%Ln connections are being closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had left already.</source>
        <translation>
            <numerusform>%Ln had left already.</numerusform>
            <numerusform>%Ln had left already.</numerusform>
        </translation>
    </message>
    <message>
        <source>The remaining clients are closed one after another, within 10 seconds.</source>
        <translation>The remaining clients are closed one after another, within 10 seconds.</translation>
    </message>
    <message numerus="yes">
        <source>Delivered to %Ln connection(s).</source>
        <translation>
            <numerusform>Delivered to %Ln connection.</numerusform>
            <numerusform>Delivered to %Ln connections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not get it.</source>
        <translation>
            <numerusform>%Ln did not get it.</numerusform>
            <numerusform>%Ln did not get it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ConnectionTable</name>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
</context>
<context>
    <name>sluice::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
    <message>
        <source>No connection fits the filter</source>
        <translation>No connection fits the filter</translation>
    </message>
    <message>
        <source>%1 hidden. Press Esc in the filter field to see them.</source>
        <translation>%1 hidden. Press Esc in the filter field to see them.</translation>
    </message>
    <message>
        <source>Asking the server who is connected…</source>
        <translation>Asking the server who is connected…</translation>
    </message>
    <message>
        <source>Everyone has left</source>
        <translation>Everyone has left</translation>
    </message>
    <message>
        <source>No one is connected yet</source>
        <translation>No one is connected yet</translation>
    </message>
    <message>
        <source>Clients connect to /ws. Try it: open the server&apos;s address in a browser, or run “sluice listen”.</source>
        <translation>Clients connect to /ws. Try it: open the server&apos;s address in a browser, or run “sluice listen”.</translation>
    </message>
    <message>
        <source>The server has not been reached yet</source>
        <translation>The server has not been reached yet</translation>
    </message>
    <message>
        <source>It does not accept the token. Edit Server takes another one.</source>
        <translation>It does not accept the token. Edit Server takes another one.</translation>
    </message>
    <message>
        <source>It is called again and again. Edit Server takes another address.</source>
        <translation>It is called again and again. Edit Server takes another address.</translation>
    </message>
</context>
<context>
    <name>sluice::ConsoleActions</name>
    <message>
        <source>&amp;Pause Accepting</source>
        <translation>&amp;Pause Accepting</translation>
    </message>
    <message>
        <source>Resume &amp;Accepting</source>
        <translation>Resume &amp;Accepting</translation>
    </message>
    <message>
        <source>Let no newcomers in; who is connected stays</source>
        <translation>Let no newcomers in; who is connected stays</translation>
    </message>
    <message>
        <source>Let newcomers in again</source>
        <translation>Let newcomers in again</translation>
    </message>
    <message>
        <source>&amp;Drain…</source>
        <translation>&amp;Drain…</translation>
    </message>
    <message>
        <source>Let all clients leave in good order, then end the server (Ctrl+D)</source>
        <translation>Let all clients leave in good order, then end the server (Ctrl+D)</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>&amp;Freeze</translation>
    </message>
    <message>
        <source>Hold the table still to read it; the server goes on (Ctrl+Shift+F)</source>
        <translation>Hold the table still to read it; the server goes on (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>&amp;Extend…</source>
        <translation>&amp;Extend…</translation>
    </message>
    <message>
        <source>Set another deadline (Ctrl+E)</source>
        <translation>Set another deadline (Ctrl+E)</translation>
    </message>
    <message>
        <source>&amp;Hurry</source>
        <translation>&amp;Hurry</translation>
    </message>
    <message>
        <source>Close the remaining clients one after another, within 10 seconds</source>
        <translation>Close the remaining clients one after another, within 10 seconds</translation>
    </message>
    <message>
        <source>&amp;Cancel Drain…</source>
        <translation>&amp;Cancel Drain…</translation>
    </message>
    <message>
        <source>Stay after all; newcomers are let in again</source>
        <translation>Stay after all; newcomers are let in again</translation>
    </message>
    <message numerus="yes">
        <source>Force Close %Ln Now…</source>
        <translation>
            <numerusform>Force Close %Ln Now…</numerusform>
            <numerusform>Force Close %Ln Now…</numerusform>
        </translation>
    </message>
    <message>
        <source>Close every connection at once and end the server</source>
        <translation>Close every connection at once and end the server</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>Co&amp;py</translation>
    </message>
    <message numerus="yes">
        <source>C&amp;lose %Ln Connection(s)…</source>
        <translation>
            <numerusform>C&amp;lose %Ln Connection…</numerusform>
            <numerusform>C&amp;lose %Ln Connections…</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose Connections…</source>
        <translation>C&amp;lose Connections…</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>Fi&amp;nd</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>D&amp;etails</source>
        <translation>D&amp;etails</translation>
    </message>
    <message>
        <source>Everything about the connection that is chosen (F4)</source>
        <translation>Everything about the connection that is chosen (F4)</translation>
    </message>
    <message>
        <source>&amp;Message…</source>
        <translation>&amp;Message…</translation>
    </message>
    <message>
        <source>Say something to the connections that are chosen (Ctrl+M)</source>
        <translation>Say something to the connections that are chosen (Ctrl+M)</translation>
    </message>
    <message>
        <source>&amp;Broadcast…</source>
        <translation>&amp;Broadcast…</translation>
    </message>
    <message>
        <source>Say something to everyone on this server (Ctrl+B)</source>
        <translation>Say something to everyone on this server (Ctrl+B)</translation>
    </message>
    <message numerus="yes">
        <source>E&amp;xport %Ln Row(s)…</source>
        <translation>
            <numerusform>E&amp;xport %Ln Row…</numerusform>
            <numerusform>E&amp;xport %Ln Rows…</numerusform>
        </translation>
    </message>
    <message>
        <source>E&amp;xport Table…</source>
        <translation>E&amp;xport Table…</translation>
    </message>
    <message>
        <source>Write what the table shows to a CSV file (Ctrl+S)</source>
        <translation>Write what the table shows to a CSV file (Ctrl+S)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Preferences…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Keyboard Shortcuts</translation>
    </message>
    <message>
        <source>&amp;About Sluice</source>
        <translation>&amp;About Sluice</translation>
    </message>
</context>
<context>
    <name>sluice::ContactTrial</name>
    <message>
        <source>Nobody has answered in ten seconds.</source>
        <translation>Nobody has answered in ten seconds.</translation>
    </message>
    <message>
        <source>%1 answers: version %2, and you may command it.</source>
        <translation>%1 answers: version %2, and you may command it.</translation>
    </message>
    <message>
        <source>%1 answers: version %2, and you may only look.</source>
        <translation>%1 answers: version %2, and you may only look.</translation>
    </message>
    <message>
        <source>The server does not accept the token.</source>
        <translation>The server does not accept the token.</translation>
    </message>
    <message>
        <source>There is no contact: %1.</source>
        <translation>There is no contact: %1.</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsDock</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsPane</name>
    <message>
        <source>Closing</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>Has left</translation>
    </message>
    <message>
        <source>When and why is not known. Below is how it last looked.</source>
        <translation>When and why is not known. Below is how it last looked.</translation>
    </message>
    <message>
        <source>The server closed it at %1 with code %2.</source>
        <translation>The server closed it at %1 with code %2.</translation>
    </message>
    <message>
        <source>The client left at %1 with code %2.</source>
        <translation>The client left at %1 with code %2.</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>Details of the connection</translation>
    </message>
    <message>
        <source>Choose a connection in the table to see everything about it here.</source>
        <translation>Choose a connection in the table to see everything about it here.</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsRows</name>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Since when</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Traffic</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>sluice::DrainBanner</name>
    <message>
        <source>Time left: %1</source>
        <translation>Time left: %1</translation>
    </message>
    <message>
        <source>Show Drain</source>
        <translation>Show Drain</translation>
    </message>
    <message>
        <source>%1 is draining: %2 of %3 clients are still connected</source>
        <translation>%1 is draining: %2 of %3 clients are still connected</translation>
    </message>
</context>
<context>
    <name>sluice::DrainBar</name>
    <message>
        <source>%1 % have left</source>
        <translation>%1 % have left</translation>
    </message>
</context>
<context>
    <name>sluice::DrainDialog</name>
    <message>
        <source>Drain %1</source>
        <translation>Drain %1</translation>
    </message>
    <message>
        <source>Until the deadline: who is left then is closed</source>
        <translation>Until the deadline: who is left then is closed</translation>
    </message>
    <message>
        <source>Before newcomers are refused, so that load balancers look away first</source>
        <translation>Before newcomers are refused, so that load balancers look away first</translation>
    </message>
    <message>
        <source>Before the deadline: clients are closed one after another</source>
        <translation>Before the deadline: clients are closed one after another</translation>
    </message>
    <message>
        <source>for the log and for clients, such as: version 2.4</source>
        <translation>for the log and for clients, such as: version 2.4</translation>
    </message>
    <message>
        <source>&amp;Time for clients to leave</source>
        <translation>&amp;Time for clients to leave</translation>
    </message>
    <message>
        <source>&amp;Delay before it begins</source>
        <translation>&amp;Delay before it begins</translation>
    </message>
    <message>
        <source>&amp;Close the rest during the last</source>
        <translation>&amp;Close the rest during the last</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <source>Start Drain</source>
        <translation>Start Drain</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>There is no contact to the server.</source>
        <translation>There is no contact to the server.</translation>
    </message>
</context>
<context>
    <name>sluice::DrainHeader</name>
    <message>
        <source>It took</source>
        <translation>It took</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>Deadline in</source>
        <translation>Deadline in</translation>
    </message>
    <message>
        <source>Time left: %1</source>
        <translation>Time left: %1</translation>
    </message>
</context>
<context>
    <name>sluice::DrainLists</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Idle</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How</translation>
    </message>
    <message>
        <source>Still here, longest connected first</source>
        <translation>Still here, longest connected first</translation>
    </message>
    <message>
        <source>Last to leave</source>
        <translation>Last to leave</translation>
    </message>
    <message>
        <source>left by itself</source>
        <translation>left by itself</translation>
    </message>
    <message>
        <source>closed by server</source>
        <translation>closed by server</translation>
    </message>
</context>
<context>
    <name>sluice::DrainPanel</name>
    <message>
        <source>No drain is running</source>
        <translation>No drain is running</translation>
    </message>
    <message>
        <source>A drain refuses newcomers, tells every client when to leave, and ends the server as soon as the last one has gone, after %1 at the latest.</source>
        <translation>A drain refuses newcomers, tells every client when to leave, and ends the server as soon as the last one has gone, after %1 at the latest.</translation>
    </message>
    <message>
        <source>Copy Report</source>
        <translation>Copy Report</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Not known yet</translation>
    </message>
</context>
<context>
    <name>sluice::DrainProgress</name>
    <message>
        <source>%1 % · %2 of %3 have left</source>
        <translation>%1 % · %2 of %3 have left</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Remaining</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>Evicted</source>
        <translation>Evicted</translation>
    </message>
    <message>
        <source>Forced</source>
        <translation>Forced</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Leave rate</source>
        <translation>Leave rate</translation>
    </message>
    <message>
        <source>Leave rate of the last minute</source>
        <translation>Leave rate of the last minute</translation>
    </message>
    <message>
        <source>All gone in</source>
        <translation>All gone in</translation>
    </message>
</context>
<context>
    <name>sluice::ExtendDialog</name>
    <message>
        <source>Extend the Drain of %1</source>
        <translation>Extend the Drain of %1</translation>
    </message>
    <message>
        <source>&amp;New deadline, from now</source>
        <translation>&amp;New deadline, from now</translation>
    </message>
    <message>
        <source>Set Deadline</source>
        <translation>Set Deadline</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>The deadline will be %1. That is sooner than now.</source>
        <translation>The deadline will be %1. That is sooner than now.</translation>
    </message>
    <message>
        <source>The deadline will be %1.</source>
        <translation>The deadline will be %1.</translation>
    </message>
</context>
<context>
    <name>sluice::Farewell</name>
    <message numerus="yes">
        <source>The server has ended. This window closes in %Ln second(s); click to keep it.</source>
        <translation>
            <numerusform>The server has ended. This window closes in %Ln second; click to keep it.</numerusform>
            <numerusform>The server has ended. This window closes in %Ln seconds; click to keep it.</numerusform>
        </translation>
    </message>
    <message>
        <source>This window stays. The process ends when you close it.</source>
        <translation>This window stays. The process ends when you close it.</translation>
    </message>
</context>
<context>
    <name>sluice::FilterField</name>
    <message>
        <source>Filter: text, user:anna, idle&gt;60, queued&gt;0</source>
        <translation>Filter: text, user:anna, idle&gt;60, queued&gt;0</translation>
    </message>
    <message>
        <source>Filter connections</source>
        <translation>Filter connections</translation>
    </message>
    <message>
        <source>Words that must all be found in the id, user, address, sub-protocol or user agent.
id: user: peer: agent: state: look in one of them.
idle connected queued in out rtt compare: idle&gt;5m queued&gt;64k</source>
        <translation>Words that must all be found in the id, user, address, sub-protocol or user agent.
id: user: peer: agent: state: look in one of them.
idle connected queued in out rtt compare: idle&gt;5m queued&gt;64k</translation>
    </message>
    <message>
        <source>Not understood, and left out: %1. A number is needed, such as idle&gt;60.</source>
        <translation>Not understood, and left out: %1. A number is needed, such as idle&gt;60.</translation>
    </message>
    <message>
        <source>Filter: text, user:anna, code:1001, by:server</source>
        <translation>Filter: text, user:anna, code:1001, by:server</translation>
    </message>
    <message>
        <source>Filter closed connections</source>
        <translation>Filter closed connections</translation>
    </message>
    <message>
        <source>Words that must all be found in the id, user, address, user agent, close code or reason.
id: user: peer: agent: code: reason: by: look in one of them.</source>
        <translation>Words that must all be found in the id, user, address, user agent, close code or reason.
id: user: peer: agent: code: reason: by: look in one of them.</translation>
    </message>
    <message>
        <source>Filter: text, event:drain, category:hub</source>
        <translation>Filter: text, event:drain, category:hub</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Filter the log</translation>
    </message>
    <message>
        <source>Words that must all be found in a line of the log.
event: category: level: look in one part of it.</source>
        <translation>Words that must all be found in a line of the log.
event: category: level: look in one part of it.</translation>
    </message>
</context>
<context>
    <name>sluice::FleetModel</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environment</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Drain</translation>
    </message>
</context>
<context>
    <name>sluice::FleetPage</name>
    <message>
        <source>Rolling restart</source>
        <translation>Rolling restart</translation>
    </message>
    <message>
        <source>Drain Next…</source>
        <translation>Drain Next…</translation>
    </message>
    <message>
        <source>Start Over</source>
        <translation>Start Over</translation>
    </message>
    <message>
        <source>Forget who has been restarted, and begin with the first server</source>
        <translation>Forget who has been restarted, and begin with the first server</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Fleet</translation>
    </message>
    <message>
        <source>Drain Next</source>
        <translation>Drain Next</translation>
    </message>
    <message>
        <source>Drain %1 now?</source>
        <translation>Drain %1 now?</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln client(s) are asked to leave for the other servers, and it ends when the last one has left. The walk goes on when it is back.</source>
        <translation>
            <numerusform>Its %Ln client is asked to leave for the other servers, and it ends when that one has left. The walk goes on when it is back.</numerusform>
            <numerusform>Its %Ln clients are asked to leave for the other servers, and it ends when the last one has left. The walk goes on when it is back.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>Drain %1</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Not Now</translation>
    </message>
</context>
<context>
    <name>sluice::LogPage</name>
    <message>
        <source>The line to the server was lost. What it logged meanwhile is not here.</source>
        <translation>The line to the server was lost. What it logged meanwhile is not here.</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>All levels</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Info and above</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnings and errors</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Errors only</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>&amp;Level:</translation>
    </message>
    <message>
        <source>&amp;Jump to Newest</source>
        <translation>&amp;Jump to Newest</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation>The chosen line</translation>
    </message>
    <message>
        <source>Choose a line to read all of it here.</source>
        <translation>Choose a line to read all of it here.</translation>
    </message>
    <message>
        <source>No line fits the filter</source>
        <translation>No line fits the filter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) hidden. Choose another level, or press Esc in the filter field.</source>
        <translation>
            <numerusform>%Ln line hidden. Choose another level, or press Esc in the filter field.</numerusform>
            <numerusform>%Ln lines hidden. Choose another level, or press Esc in the filter field.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been logged yet</source>
        <translation>Nothing has been logged yet</translation>
    </message>
    <message>
        <source>What the server logs from now on is shown here, the last %1 lines of it. Its setting log_level says how much that is.</source>
        <translation>What the server logs from now on is shown here, the last %1 lines of it. Its setting log_level says how much that is.</translation>
    </message>
</context>
<context>
    <name>sluice::MainWindow</name>
    <message numerus="yes">
        <source>%Ln row(s) are in the clipboard.</source>
        <translation>
            <numerusform>%Ln row is in the clipboard.</numerusform>
            <numerusform>%Ln rows are in the clipboard.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sluice::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Connection</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Dark Colours</source>
        <translation>&amp;Dark Colours</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
</context>
<context>
    <name>sluice::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Close this message</translation>
    </message>
</context>
<context>
    <name>sluice::MessageDialog</name>
    <message>
        <source>Broadcast</source>
        <translation>Broadcast</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>To</source>
        <translation>To</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Message</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Send it (Ctrl+Enter)</source>
        <translation>Send it (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>everyone on %1: %Ln connection(s) now</source>
        <translation>
            <numerusform>everyone on %1: %Ln connection now</numerusform>
            <numerusform>everyone on %1: %Ln connections now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no contact to the server just now.</source>
        <translation>There is no contact to the server just now.</translation>
    </message>
    <message>
        <source>This is no JSON. %1</source>
        <translation>This is no JSON. %1</translation>
    </message>
    <message>
        <source>Clients get it as the data of a message.</source>
        <translation>Clients get it as the data of a message.</translation>
    </message>
    <message>
        <source>%1 is too much: the server takes %2 at most.</source>
        <translation>%1 is too much: the server takes %2 at most.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>sluice::OverviewPage</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Clients that are connected now</source>
        <translation>Clients that are connected now</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Messages in</translation>
    </message>
    <message>
        <source>Messages from clients, a second</source>
        <translation>Messages from clients, a second</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Messages out</translation>
    </message>
    <message>
        <source>Messages to clients, a second</source>
        <translation>Messages to clients, a second</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>What waits until clients read on</source>
        <translation>What waits until clients read on</translation>
    </message>
    <message>
        <source>Loop lag</source>
        <translation>Loop lag</translation>
    </message>
    <message>
        <source>How late the slowest loop of the server is</source>
        <translation>How late the slowest loop of the server is</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>What the server&apos;s process holds in memory</source>
        <translation>What the server&apos;s process holds in memory</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>peak %1</source>
        <translation>peak %1</translation>
    </message>
    <message>
        <source>The curves show the last five minutes at most; a gap is when the server was not heard.</source>
        <translation>The curves show the last five minutes at most; a gap is when the server was not heard.</translation>
    </message>
</context>
<context>
    <name>sluice::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>As the desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colours</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>sluice::Question</name>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Type %1 to go on:</translation>
    </message>
</context>
<context>
    <name>sluice::ServerActions</name>
    <message>
        <source>&amp;Add Server…</source>
        <translation>&amp;Add Server…</translation>
    </message>
    <message>
        <source>Ed&amp;it Server…</source>
        <translation>Ed&amp;it Server…</translation>
    </message>
    <message>
        <source>Remo&amp;ve Server…</source>
        <translation>Remo&amp;ve Server…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;Reconnect</translation>
    </message>
    <message>
        <source>Call the server now rather than later (F5)</source>
        <translation>Call the server now rather than later (F5)</translation>
    </message>
    <message>
        <source>&amp;Start a Server Here</source>
        <translation>&amp;Start a Server Here</translation>
    </message>
    <message>
        <source>A server in this process, with the usual settings</source>
        <translation>A server in this process, with the usual settings</translation>
    </message>
</context>
<context>
    <name>sluice::ServerCard</name>
    <message>
        <source>Address: %1</source>
        <translation>Address: %1</translation>
    </message>
    <message>
        <source>Not reached yet</source>
        <translation>Not reached yet</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Running since</translation>
    </message>
    <message>
        <source>Up for</source>
        <translation>Up for</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Messages in</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Messages out</translation>
    </message>
    <message>
        <source>As it was at %1</source>
        <translation>As it was at %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Paused: newcomers are refused</source>
        <translation>Paused: newcomers are refused</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Draining</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Starting</translation>
    </message>
</context>
<context>
    <name>sluice::ServerDesk</name>
    <message>
        <source>Remove Server</source>
        <translation>Remove Server</translation>
    </message>
    <message>
        <source>Remove %1 from this list?</source>
        <translation>Remove %1 from this list?</translation>
    </message>
    <message>
        <source>The server itself goes on as it is; only this window forgets how to reach it.</source>
        <translation>The server itself goes on as it is; only this window forgets how to reach it.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Keep It</source>
        <translation>Keep It</translation>
    </message>
    <message>
        <source>No server was started: %1</source>
        <translation>No server was started: %1</translation>
    </message>
</context>
<context>
    <name>sluice::ServerDialog</name>
    <message>
        <source>Add Server</source>
        <translation>Add Server</translation>
    </message>
    <message>
        <source>Edit Server</source>
        <translation>Edit Server</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Address:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>What it calls itself</source>
        <translation>What it calls itself</translation>
    </message>
    <message>
        <source>&amp;Environment:</source>
        <translation>&amp;Environment:</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>&amp;Token:</translation>
    </message>
    <message>
        <source>Forgotten when you quit</source>
        <translation>Forgotten when you quit</translation>
    </message>
    <message>
        <source>Token &amp;file:</source>
        <translation>Token &amp;file:</translation>
    </message>
    <message>
        <source>Instead of a token; only you may read it</source>
        <translation>Instead of a token; only you may read it</translation>
    </message>
    <message>
        <source>&amp;CA file:</source>
        <translation>&amp;CA file:</translation>
    </message>
    <message>
        <source>For certificates of your own, in PEM</source>
        <translation>For certificates of your own, in PEM</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Where is the server? An address looks like http://127.0.0.1:8000.</source>
        <translation>Where is the server? An address looks like http://127.0.0.1:8000.</translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation>%1 is in the list already.</translation>
    </message>
    <message>
        <source>Give a token or a token file, not both.</source>
        <translation>Give a token or a token file, not both.</translation>
    </message>
    <message>
        <source>The CA file %1 cannot be read.</source>
        <translation>The CA file %1 cannot be read.</translation>
    </message>
    <message>
        <source>The CA file %1 holds no certificate in PEM.</source>
        <translation>The CA file %1 holds no certificate in PEM.</translation>
    </message>
    <message>
        <source>%1 is no address of a server: it should look like http://127.0.0.1:8000, without a user, a password or a query.</source>
        <translation>%1 is no address of a server: it should look like http://127.0.0.1:8000, without a user, a password or a query.</translation>
    </message>
    <message>
        <source>Te&amp;st</source>
        <translation>Te&amp;st</translation>
    </message>
    <message>
        <source>Calling %1…</source>
        <translation>Calling %1…</translation>
    </message>
    <message>
        <source>&amp;Pinned key:</source>
        <translation>&amp;Pinned key:</translation>
    </message>
    <message>
        <source>%1 is no pinned key: it should look like %2, with 44 characters behind it.</source>
        <translation>%1 is no pinned key: it should look like %2, with 44 characters behind it.</translation>
    </message>
    <message>
        <source>Only a server at %1 shows a key that could be the pinned one.</source>
        <translation>Only a server at %1 shows a key that could be the pinned one.</translation>
    </message>
</context>
<context>
    <name>sluice::ServerRoster</name>
    <message>
        <source>This process</source>
        <translation>This process</translation>
    </message>
</context>
<context>
    <name>sluice::ServerView</name>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>The report is in the clipboard.</translation>
    </message>
    <message>
        <source>The line to the server is lost. What you see is how it was at %1.</source>
        <translation>The line to the server is lost. What you see is how it was at %1.</translation>
    </message>
    <message>
        <source>%1 has been restarted.</source>
        <translation>%1 has been restarted.</translation>
    </message>
    <message>
        <source>%1 has been restarted: version %2 follows %3.</source>
        <translation>%1 has been restarted: version %2 follows %3.</translation>
    </message>
    <message>
        <source>Connections %1</source>
        <translation>Connections %1</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Drain</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are in %1.</source>
        <translation>
            <numerusform>%Ln row is in %1.</numerusform>
            <numerusform>%Ln rows are in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 could not be written: %2</translation>
    </message>
    <message>
        <source>There is no contact yet: %1.</source>
        <translation>There is no contact yet: %1.</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Fleet</translation>
    </message>
    <message>
        <source>The server does not accept the token. Edit Server takes another one.</source>
        <translation>The server does not accept the token. Edit Server takes another one.</translation>
    </message>
    <message>
        <source>The server shows another key than the pinned one, and has been told nothing. Edit Server takes another pin.</source>
        <translation>The server shows another key than the pinned one, and has been told nothing. Edit Server takes another pin.</translation>
    </message>
</context>
<context>
    <name>sluice::ServersPane</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln server(s) in touch</source>
        <translation>
            <numerusform>%1 of %Ln server in touch</numerusform>
            <numerusform>%1 of %Ln servers in touch</numerusform>
        </translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servers</translation>
    </message>
</context>
<context>
    <name>sluice::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Keyboard Shortcuts</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>sluice::StatusLine</name>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Viewer: may only look</source>
        <translation>Viewer: may only look</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 of %2 shown</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1   out %2   queued %3</source>
        <translation>in %1   out %2   queued %3</translation>
    </message>
    <message>
        <source>updated %1 s ago</source>
        <translation>updated %1 s ago</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Frozen</translation>
    </message>
    <message>
        <source>RTT %1 ms</source>
        <translation>RTT %1 ms</translation>
    </message>
    <message numerus="yes">
        <source>%Ln server(s)</source>
        <translation>
            <numerusform>%Ln server</numerusform>
            <numerusform>%Ln servers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::WelcomePage</name>
    <message>
        <source>No server yet</source>
        <translation>No server yet</translation>
    </message>
    <message>
        <source>Here you will see who is connected to your servers, drain them without losing anybody, and walk through a rolling restart.</source>
        <translation>Here you will see who is connected to your servers, drain them without losing anybody, and walk through a rolling restart.</translation>
    </message>
    <message>
        <source>one that runs already, here or elsewhere; you need its address and its admin token</source>
        <translation>one that runs already, here or elsewhere; you need its address and its admin token</translation>
    </message>
    <message>
        <source>a server of your own in this process, to look around; it lives as long as this window</source>
        <translation>a server of your own in this process, to look around; it lives as long as this window</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>%1M/s</source>
        <translation>%1M/s</translation>
    </message>
    <message>
        <source>%1k/s</source>
        <translation>%1k/s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>%1d</source>
        <translation>%1d</translation>
    </message>
    <message>
        <source>%1h</source>
        <translation>%1h</translation>
    </message>
    <message>
        <source>%1m</source>
        <translation>%1m</translation>
    </message>
    <message>
        <source>%1s</source>
        <translation>%1s</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
</context>
</TS>
