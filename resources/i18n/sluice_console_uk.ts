<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk_UA">
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close Window</source>
        <translation>Закрити вікно</translation>
    </message>
    <message>
        <source>%1 is running in this process.</source>
        <translation>%1 працює в цьому процесі.</translation>
    </message>
    <message numerus="yes">
        <source>It is draining and ends by itself when the last of %Ln client(s) has left.</source>
        <translation>
            <numerusform>Його виводять з роботи; він завершиться сам, коли піде останній клієнт.</numerusform>
            <numerusform>Його виводять з роботи; він завершиться сам, коли підуть усі %Ln клієнти.</numerusform>
            <numerusform>Його виводять з роботи; він завершиться сам, коли підуть усі %Ln клієнтів.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) are connected. Without its window the server goes on until it gets a SIGTERM.</source>
        <translation>
            <numerusform>На зв’язку %Ln клієнт. Без вікна сервер працюватиме, доки не отримає SIGTERM.</numerusform>
            <numerusform>На зв’язку %Ln клієнти. Без вікна сервер працюватиме, доки не отримає SIGTERM.</numerusform>
            <numerusform>На зв’язку %Ln клієнтів. Без вікна сервер працюватиме, доки не отримає SIGTERM.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep Running in Background</source>
        <translation>Лишити працювати у фоні</translation>
    </message>
    <message>
        <source>Drain and Quit</source>
        <translation>Вивести з роботи й вийти</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
</context>
<context>
    <name>ContactWords</name>
    <message>
        <source>Live, accepting is paused</source>
        <translation>Наживо, прийом призупинено</translation>
    </message>
    <message>
        <source>Restarted (%1)</source>
        <translation>Перезапущено (%1)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Наживо</translation>
    </message>
    <message>
        <source>Stopped as expected</source>
        <translation>Зупинено, як і очікували</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Втрачено</translation>
    </message>
    <message>
        <source>Reconnecting in %1</source>
        <translation>Нова спроба через %1</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>З’єднуємося</translation>
    </message>
    <message>
        <source>Syncing %1 of %2</source>
        <translation>Читаємо %1 із %2</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Застаріло</translation>
    </message>
    <message>
        <source>Wrong token</source>
        <translation>Хибний токен</translation>
    </message>
    <message>
        <source>%1   %2 %   %3</source>
        <translation>%1   %2 %   %3</translation>
    </message>
    <message>
        <source>%1 left, %2 %, %3</source>
        <translation>лишилося %1, %2 %, %3</translation>
    </message>
</context>
<context>
    <name>EnvironmentWords</name>
    <message>
        <source>Development</source>
        <translation>Розробка</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Тестове</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Бойове</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Немає</translation>
    </message>
    <message>
        <source>DEV</source>
        <translation>РОЗР</translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation>ТЕСТ</translation>
    </message>
    <message>
        <source>PROD</source>
        <translation>БОЙОВЕ</translation>
    </message>
</context>
<context>
    <name>RollingRestart</name>
    <message>
        <source>%1 is draining: the next one waits until it is back.</source>
        <translation>%1 виводиться з роботи: наступний чекає, доки він повернеться.</translation>
    </message>
    <message>
        <source>%1 is away (%2): the next one waits until it is back.</source>
        <translation>%1 недоступний (%2): наступний чекає, доки він повернеться.</translation>
    </message>
    <message>
        <source>Your token for %1 may only look.</source>
        <translation>Ваш токен для %1 дозволяє лише дивитися.</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln server(s) have been restarted.</source>
        <translation>
            <numerusform>Перезапущено %Ln сервер.</numerusform>
            <numerusform>Перезапущено всі %Ln сервери.</numerusform>
            <numerusform>Перезапущено всі %Ln серверів.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 would be the first.</source>
        <translation>Першим був би %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 is next: %2 of %Ln server(s) have been restarted.</source>
        <translation>
            <numerusform>Наступний %1: перезапущено %2 з %Ln сервера.</numerusform>
            <numerusform>Наступний %1: перезапущено %2 з %Ln серверів.</numerusform>
            <numerusform>Наступний %1: перезапущено %2 з %Ln серверів.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenFile</name>
    <message>
        <source>The token file %1 cannot be read.</source>
        <translation>Файл токена %1 не вдається прочитати.</translation>
    </message>
    <message>
        <source>Others can read the token file %1: make it yours alone with chmod 600.</source>
        <translation>Файл токена %1 можуть читати інші: залиште доступ лише собі (права 600).</translation>
    </message>
    <message>
        <source>The token file %1 is empty.</source>
        <translation>Файл токена %1 порожній.</translation>
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
        <translation>Ідентифікатор клієнта</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Користувач</translation>
    </message>
    <message>
        <source>Who the client has proved to be</source>
        <translation>Ким клієнт довів, що є</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адреса</translation>
    </message>
    <message>
        <source>Where the client connects from</source>
        <translation>Звідки клієнт під’єднався</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Стан</translation>
    </message>
    <message>
        <source>Open, or being closed</source>
        <translation>Відкрите чи закривається</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>На зв’язку</translation>
    </message>
    <message>
        <source>For how long the client has been connected</source>
        <translation>Скільки часу клієнт на зв’язку</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Мовчить</translation>
    </message>
    <message>
        <source>For how long nothing has come from the client</source>
        <translation>Скільки часу від клієнта нічого не надходило</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Від</translation>
    </message>
    <message>
        <source>Messages from the client, a second</source>
        <translation>Повідомлень від клієнта за секунду</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Messages to the client, a second</source>
        <translation>Повідомлень до клієнта за секунду</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>У черзі</translation>
    </message>
    <message>
        <source>What waits until the client reads on</source>
        <translation>Що чекає, доки клієнт читатиме далі</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message>
        <source>How long a ping takes there and back</source>
        <translation>Скільки часу пінг іде туди й назад</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Отримано</translation>
    </message>
    <message>
        <source>All that came from the client</source>
        <translation>Усе, що надійшло від клієнта</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Надіслано</translation>
    </message>
    <message>
        <source>All that went to the client</source>
        <translation>Усе, що надіслано клієнтові</translation>
    </message>
    <message>
        <source>Sub-protocol</source>
        <translation>Підпротокол</translation>
    </message>
    <message>
        <source>What the client and the server agreed on</source>
        <translation>Про що домовилися клієнт і сервер</translation>
    </message>
    <message>
        <source>User Agent</source>
        <translation>Програма</translation>
    </message>
    <message>
        <source>What the client calls itself</source>
        <translation>Як клієнт себе називає</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Цикл</translation>
    </message>
    <message>
        <source>Which of the server&apos;s loops carries it</source>
        <translation>Який із циклів сервера його веде</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Закриття</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Відкрите</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
</context>
<context>
    <name>drain</name>
    <message>
        <source>Serving</source>
        <translation>Працює</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Оголошено</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Виведення з роботи</translation>
    </message>
    <message>
        <source>Evicting</source>
        <translation>Почергове закриття</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Закриття</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Завершено</translation>
    </message>
    <message>
        <source>Newcomers are let in.</source>
        <translation>Нових впускають.</translation>
    </message>
    <message>
        <source>Load balancers are told to look away; newcomers are still let in.</source>
        <translation>Балансувальникам сказано відвернутися; нових іще впускають.</translation>
    </message>
    <message>
        <source>Newcomers are refused; clients leave, each at a time of its own.</source>
        <translation>Нових не впускають; клієнти йдуть, кожен у свій час.</translation>
    </message>
    <message>
        <source>Clients that are still here are closed one after another.</source>
        <translation>Клієнтів, які ще тут, закривають одного за одним.</translation>
    </message>
    <message>
        <source>The last clients are being closed.</source>
        <translation>Закривають останніх клієнтів.</translation>
    </message>
    <message>
        <source>The server has ended.</source>
        <translation>Сервер завершив роботу.</translation>
    </message>
    <message>
        <source>No one has left for %1</source>
        <translation>Ніхто не йде вже %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>невідомо</translation>
    </message>
    <message>
        <source>Drained in %1: no one was connected.</source>
        <translation>Виведено за %1: нікого не було на зв’язку.</translation>
    </message>
    <message numerus="yes">
        <source>Drained in %1: %Ln client(s) left by themselves, nobody had to be closed.</source>
        <translation>
            <numerusform>Виведено за %1: %Ln клієнт пішов сам, нікого не довелося закривати.</numerusform>
            <numerusform>Виведено за %1: %Ln клієнти пішли самі, нікого не довелося закривати.</numerusform>
            <numerusform>Виведено за %1: %Ln клієнтів пішли самі, нікого не довелося закривати.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) left by themselves</source>
        <translation>
            <numerusform>%Ln клієнт пішов сам</numerusform>
            <numerusform>%Ln клієнти пішли самі</numerusform>
            <numerusform>%Ln клієнтів пішли самі</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) were closed in turn</source>
        <translation>
            <numerusform>%Ln клієнта закрито по черзі</numerusform>
            <numerusform>%Ln клієнтів закрито по черзі</numerusform>
            <numerusform>%Ln клієнтів закрито по черзі</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) were closed by force</source>
        <translation>
            <numerusform>%Ln клієнта закрито примусово</numerusform>
            <numerusform>%Ln клієнтів закрито примусово</numerusform>
            <numerusform>%Ln клієнтів закрито примусово</numerusform>
        </translation>
    </message>
    <message>
        <source>Drained in %1: %2.</source>
        <translation>Виведено за %1: %2.</translation>
    </message>
    <message>
        <source>Cut short by force after %1: %2.</source>
        <translation>Примусово перервано за %1: %2.</translation>
    </message>
    <message>
        <source>Drain of %1</source>
        <translation>Виведення з роботи %1</translation>
    </message>
    <message>
        <source>Started: %1</source>
        <translation>Початок: %1</translation>
    </message>
    <message>
        <source>Deadline: %1</source>
        <translation>Крайній термін: %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Причина: %1</translation>
    </message>
    <message>
        <source>Clients at the beginning: %1</source>
        <translation>Клієнтів на початку: %1</translation>
    </message>
    <message>
        <source>Left: %1</source>
        <translation>Пішли самі: %1</translation>
    </message>
    <message>
        <source>Evicted: %1</source>
        <translation>Закрито по черзі: %1</translation>
    </message>
    <message>
        <source>Forced: %1</source>
        <translation>Закрито примусово: %1</translation>
    </message>
    <message>
        <source>Newcomers refused: %1</source>
        <translation>Відмовлено новим: %1</translation>
    </message>
    <message>
        <source>Exit code: %1</source>
        <translation>Код завершення: %1</translation>
    </message>
    <message>
        <source>by a signal at %1</source>
        <translation>за сигналом о %1</translation>
    </message>
    <message>
        <source>by an operator at %1</source>
        <translation>на вимогу оператора о %1</translation>
    </message>
    <message>
        <source>“%1”, since %2</source>
        <translation>«%1», з %2</translation>
    </message>
    <message>
        <source>Misses the deadline by ~%1</source>
        <translation>Запізниться на ~%1</translation>
    </message>
    <message>
        <source>Cut short by force after %1.</source>
        <translation>Примусово перервано за %1.</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>Now</source>
        <translation>Зараз</translation>
    </message>
    <message>
        <source>Load balancers are told to look away. Newcomers are still let in.</source>
        <translation>Балансувальникам сказано відвернутися. Нових іще впускають.</translation>
    </message>
    <message>
        <source>Newcomers are refused. %1: each is told when to leave, spread over %2.</source>
        <translation>Нових не впускають. %1: кожному кажуть, коли піти, упродовж %2.</translation>
    </message>
    <message>
        <source>Who is still here is closed, one after another, over %1.</source>
        <translation>Тих, хто ще тут, закривають одного за одним упродовж %1.</translation>
    </message>
    <message>
        <source>The deadline. Whoever is left is closed.</source>
        <translation>Крайній термін. Решту закривають.</translation>
    </message>
</context>
<context>
    <name>sluice::CommandDesk</name>
    <message>
        <source>There is no contact to the server: nothing was changed.</source>
        <translation>Зв’язку із сервером немає: нічого не змінено.</translation>
    </message>
    <message>
        <source>The server said no (%1).</source>
        <translation>Сервер відмовив (%1).</translation>
    </message>
    <message>
        <source>The server said no: %1</source>
        <translation>Сервер відмовив: %1</translation>
    </message>
    <message>
        <source>Newcomers are let in again.</source>
        <translation>Нових знову впускають.</translation>
    </message>
    <message>
        <source>Newcomers are refused until you resume accepting.</source>
        <translation>Нових не впускають, доки ви не відновите прийом.</translation>
    </message>
    <message>
        <source>A drain was running already: its deadline stands.</source>
        <translation>Виведення вже триває: його крайній термін лишається.</translation>
    </message>
    <message>
        <source>The drain has begun.</source>
        <translation>Виведення з роботи почалося.</translation>
    </message>
    <message>
        <source>The deadline has been moved.</source>
        <translation>Крайній термін перенесено.</translation>
    </message>
    <message>
        <source>Cancel Drain</source>
        <translation>Скасувати виведення</translation>
    </message>
    <message>
        <source>Cancel the drain of %1?</source>
        <translation>Скасувати виведення %1 з роботи?</translation>
    </message>
    <message numerus="yes">
        <source>Accepting resumes, and %Ln client(s) that are still connected stay. Clients that have left are not called back.</source>
        <translation>
            <numerusform>Прийом відновиться, і %Ln клієнт, який ще на зв’язку, лишиться. Тих, хто пішов, не повернути.</numerusform>
            <numerusform>Прийом відновиться, і %Ln клієнти, які ще на зв’язку, лишаться. Тих, хто пішов, не повернути.</numerusform>
            <numerusform>Прийом відновиться, і %Ln клієнтів, які ще на зв’язку, лишаться. Тих, хто пішов, не повернути.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the Drain</source>
        <translation>Скасувати виведення</translation>
    </message>
    <message>
        <source>Go On Draining</source>
        <translation>Виводити далі</translation>
    </message>
    <message>
        <source>The drain is cancelled: newcomers are let in again.</source>
        <translation>Виведення скасовано: нових знову впускають.</translation>
    </message>
    <message>
        <source>Force Close</source>
        <translation>Примусове закриття</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln connection(s) of %1 now?</source>
        <translation>
            <numerusform>Негайно закрити %Ln з’єднання з %1?</numerusform>
            <numerusform>Негайно закрити %Ln з’єднання з %1?</numerusform>
            <numerusform>Негайно закрити %Ln з’єднань із %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>Every client is cut off at once, without waiting for what is still queued. The server then ends with exit code 3.</source>
        <translation>Усіх клієнтів буде від’єднано одразу, не чекаючи на те, що ще в черзі. Потім сервер завершиться з кодом 3.</translation>
    </message>
    <message numerus="yes">
        <source>Force Close %Ln Now</source>
        <translation>
            <numerusform>Негайно закрити %Ln</numerusform>
            <numerusform>Негайно закрити %Ln</numerusform>
            <numerusform>Негайно закрити %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Do Not Force</source>
        <translation>Не примушувати</translation>
    </message>
    <message>
        <source>All connections are being closed by force.</source>
        <translation>Усі з’єднання примусово закриваються.</translation>
    </message>
    <message>
        <source>Close the connection of %1?</source>
        <translation>Закрити з’єднання %1?</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln connection(s)?</source>
        <translation>
            <numerusform>Закрити %Ln з’єднання?</numerusform>
            <numerusform>Закрити %Ln з’єднання?</numerusform>
            <numerusform>Закрити %Ln з’єднань?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close Connections</source>
        <translation>Закрити з’єднання</translation>
    </message>
    <message>
        <source>The clients are told that an operator has closed them. Most of them will come back.</source>
        <translation>Клієнтам буде сказано, що їх закрив оператор. Більшість із них повернеться.</translation>
    </message>
    <message numerus="yes">
        <source>Close %Ln Connection(s)</source>
        <translation>
            <numerusform>Закрити %Ln з’єднання</numerusform>
            <numerusform>Закрити %Ln з’єднання</numerusform>
            <numerusform>Закрити %Ln з’єднань</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave Them Open</source>
        <translation>Лишити відкритими</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s) are being closed.</source>
        <translation>
            <numerusform>%Ln з’єднання закривається.</numerusform>
            <numerusform>%Ln з’єднання закриваються.</numerusform>
            <numerusform>%Ln з’єднань закриваються.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had left already.</source>
        <translation>
            <numerusform>%Ln уже пішов.</numerusform>
            <numerusform>%Ln уже пішли.</numerusform>
            <numerusform>%Ln уже пішли.</numerusform>
        </translation>
    </message>
    <message>
        <source>The remaining clients are closed one after another, within 10 seconds.</source>
        <translation>Решту клієнтів закривають одного за одним упродовж 10 секунд.</translation>
    </message>
</context>
<context>
    <name>sluice::ConnectionTable</name>
    <message>
        <source>Connections</source>
        <translation>З’єднання</translation>
    </message>
</context>
<context>
    <name>sluice::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>З’єднання</translation>
    </message>
    <message>
        <source>No connection fits the filter</source>
        <translation>Жодне з’єднання не відповідає фільтру</translation>
    </message>
    <message>
        <source>%1 hidden. Press Esc in the filter field to see them.</source>
        <translation>Приховано %1. Натисніть Esc у полі фільтра, щоб їх побачити.</translation>
    </message>
    <message>
        <source>Asking the server who is connected…</source>
        <translation>Питаємо сервер, хто на зв’язку…</translation>
    </message>
    <message>
        <source>Everyone has left</source>
        <translation>Усі пішли</translation>
    </message>
    <message>
        <source>No one is connected yet</source>
        <translation>Ще нікого немає</translation>
    </message>
    <message>
        <source>Clients connect to /ws. Try it: open the server&apos;s address in a browser, or run “sluice listen”.</source>
        <translation>Клієнти під’єднуються до /ws. Спробуйте: відкрийте адресу сервера в переглядачі або запустіть «sluice listen».</translation>
    </message>
</context>
<context>
    <name>sluice::ConsoleActions</name>
    <message>
        <source>&amp;Pause Accepting</source>
        <translation>&amp;Призупинити прийом</translation>
    </message>
    <message>
        <source>Resume &amp;Accepting</source>
        <translation>&amp;Відновити прийом</translation>
    </message>
    <message>
        <source>Let no newcomers in; who is connected stays</source>
        <translation>Не впускати нових; хто на зв’язку, той лишається</translation>
    </message>
    <message>
        <source>Let newcomers in again</source>
        <translation>Знову впускати нових</translation>
    </message>
    <message>
        <source>&amp;Drain…</source>
        <translation>Ви&amp;вести з роботи…</translation>
    </message>
    <message>
        <source>Let all clients leave in good order, then end the server (Ctrl+D)</source>
        <translation>Дати всім клієнтам спокійно піти й завершити сервер (Ctrl+D)</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>&amp;Завмерти</translation>
    </message>
    <message>
        <source>Hold the table still to read it; the server goes on (Ctrl+Shift+F)</source>
        <translation>Зупинити таблицю, щоб прочитати; сервер працює далі (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>&amp;Extend…</source>
        <translation>&amp;Подовжити…</translation>
    </message>
    <message>
        <source>Set another deadline (Ctrl+E)</source>
        <translation>Призначити інший крайній термін (Ctrl+E)</translation>
    </message>
    <message>
        <source>&amp;Hurry</source>
        <translation>П&amp;рискорити</translation>
    </message>
    <message>
        <source>Close the remaining clients one after another, within 10 seconds</source>
        <translation>Закрити решту клієнтів одного за одним упродовж 10 секунд</translation>
    </message>
    <message>
        <source>&amp;Cancel Drain…</source>
        <translation>&amp;Скасувати виведення…</translation>
    </message>
    <message>
        <source>Stay after all; newcomers are let in again</source>
        <translation>Усе ж лишитися; нових знову впускають</translation>
    </message>
    <message numerus="yes">
        <source>Force Close %Ln Now…</source>
        <translation>
            <numerusform>Негайно закрити %Ln…</numerusform>
            <numerusform>Негайно закрити %Ln…</numerusform>
            <numerusform>Негайно закрити %Ln…</numerusform>
        </translation>
    </message>
    <message>
        <source>Close every connection at once and end the server</source>
        <translation>Закрити всі з’єднання одразу й завершити сервер</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>&amp;Копіювати</translation>
    </message>
    <message numerus="yes">
        <source>C&amp;lose %Ln Connection(s)…</source>
        <translation>
            <numerusform>&amp;Закрити %Ln з’єднання…</numerusform>
            <numerusform>&amp;Закрити %Ln з’єднання…</numerusform>
            <numerusform>&amp;Закрити %Ln з’єднань…</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose Connections…</source>
        <translation>&amp;Закрити з’єднання…</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>З&amp;найти</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Ви&amp;йти</translation>
    </message>
</context>
<context>
    <name>sluice::DrainBanner</name>
    <message>
        <source>Time left: %1</source>
        <translation>Лишилося часу: %1</translation>
    </message>
    <message>
        <source>Show Drain</source>
        <translation>Показати</translation>
    </message>
    <message>
        <source>%1 is draining: %2 of %3 clients are still connected</source>
        <translation>%1 виводять з роботи: на зв’язку ще %2 із %3</translation>
    </message>
</context>
<context>
    <name>sluice::DrainBar</name>
    <message>
        <source>%1 % have left</source>
        <translation>Пішли %1 %</translation>
    </message>
</context>
<context>
    <name>sluice::DrainDialog</name>
    <message>
        <source>Drain %1</source>
        <translation>Вивести %1 з роботи</translation>
    </message>
    <message>
        <source>Until the deadline: who is left then is closed</source>
        <translation>До крайнього терміну: тоді решту закриють</translation>
    </message>
    <message>
        <source>Before newcomers are refused, so that load balancers look away first</source>
        <translation>Перш ніж не впускати нових, щоб балансувальники встигли відвернутися</translation>
    </message>
    <message>
        <source>Before the deadline: clients are closed one after another</source>
        <translation>Перед крайнім терміном: клієнтів закривають одного за одним</translation>
    </message>
    <message>
        <source>for the log and for clients, such as: version 2.4</source>
        <translation>для журналу й клієнтів, наприклад: версія 2.4</translation>
    </message>
    <message>
        <source>&amp;Time for clients to leave</source>
        <translation>&amp;Час, щоб клієнти пішли</translation>
    </message>
    <message>
        <source>&amp;Delay before it begins</source>
        <translation>&amp;Затримка перед початком</translation>
    </message>
    <message>
        <source>&amp;Close the rest during the last</source>
        <translation>За&amp;кривати решту впродовж останніх</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Причина</translation>
    </message>
    <message>
        <source>Start Drain</source>
        <translation>Почати виведення</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>There is no contact to the server.</source>
        <translation>Зв’язку із сервером немає.</translation>
    </message>
</context>
<context>
    <name>sluice::DrainHeader</name>
    <message>
        <source>It took</source>
        <translation>Тривало</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Крайній термін</translation>
    </message>
    <message>
        <source>Deadline in</source>
        <translation>Крайній термін за</translation>
    </message>
    <message>
        <source>Time left: %1</source>
        <translation>Лишилося часу: %1</translation>
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
        <translation>На зв’язку</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Мовчить</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>У черзі</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Час</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Як</translation>
    </message>
    <message>
        <source>Still here, longest connected first</source>
        <translation>Ще тут, найдавніші спершу</translation>
    </message>
    <message>
        <source>Last to leave</source>
        <translation>Пішли останніми</translation>
    </message>
    <message>
        <source>closed by the server</source>
        <translation>закрив сервер</translation>
    </message>
    <message>
        <source>left by itself</source>
        <translation>пішов сам</translation>
    </message>
</context>
<context>
    <name>sluice::DrainPanel</name>
    <message>
        <source>No drain is running</source>
        <translation>Виведення не триває</translation>
    </message>
    <message>
        <source>A drain refuses newcomers, tells every client when to leave, and ends the server as soon as the last one has gone, after %1 at the latest.</source>
        <translation>Під час виведення нових не впускають, кожному клієнтові кажуть, коли піти, і сервер завершується, щойно піде останній, щонайпізніше за %1.</translation>
    </message>
    <message>
        <source>Copy Report</source>
        <translation>Копіювати звіт</translation>
    </message>
</context>
<context>
    <name>sluice::DrainProgress</name>
    <message>
        <source>%1 % · %2 of %3 have left</source>
        <translation>%1 % · пішли %2 із %3</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Лишилося</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Пішли самі</translation>
    </message>
    <message>
        <source>Evicted</source>
        <translation>По черзі</translation>
    </message>
    <message>
        <source>Forced</source>
        <translation>Примусово</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Відмовлено</translation>
    </message>
    <message>
        <source>Leave rate</source>
        <translation>Темп</translation>
    </message>
    <message>
        <source>Leave rate of the last minute</source>
        <translation>Темп виходу за останню хвилину</translation>
    </message>
    <message>
        <source>All gone in</source>
        <translation>Усі підуть за</translation>
    </message>
</context>
<context>
    <name>sluice::ExtendDialog</name>
    <message>
        <source>Extend the Drain of %1</source>
        <translation>Подовжити виведення %1</translation>
    </message>
    <message>
        <source>&amp;New deadline, from now</source>
        <translation>&amp;Новий термін, від цієї миті</translation>
    </message>
    <message>
        <source>Set Deadline</source>
        <translation>Призначити</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>The deadline will be %1. That is sooner than now.</source>
        <translation>Крайній термін буде о %1. Це раніше, ніж тепер.</translation>
    </message>
    <message>
        <source>The deadline will be %1.</source>
        <translation>Крайній термін буде о %1.</translation>
    </message>
</context>
<context>
    <name>sluice::Farewell</name>
    <message numerus="yes">
        <source>The server has ended. This window closes in %Ln second(s); click to keep it.</source>
        <translation>
            <numerusform>Сервер завершив роботу. Вікно закриється за %Ln секунду; клацніть, щоб його лишити.</numerusform>
            <numerusform>Сервер завершив роботу. Вікно закриється за %Ln секунди; клацніть, щоб його лишити.</numerusform>
            <numerusform>Сервер завершив роботу. Вікно закриється за %Ln секунд; клацніть, щоб його лишити.</numerusform>
        </translation>
    </message>
    <message>
        <source>This window stays. The process ends when you close it.</source>
        <translation>Вікно лишається. Процес завершиться, коли ви його закриєте.</translation>
    </message>
</context>
<context>
    <name>sluice::FilterField</name>
    <message>
        <source>Filter: text, user:anna, idle&gt;60, queued&gt;0</source>
        <translation>Фільтр: текст, user:anna, idle&gt;60, queued&gt;0</translation>
    </message>
    <message>
        <source>Filter connections</source>
        <translation>Фільтр з’єднань</translation>
    </message>
    <message>
        <source>Words that must all be found in the id, user, address, sub-protocol or user agent.
id: user: peer: agent: state: look in one of them.
idle connected queued in out rtt compare: idle&gt;5m queued&gt;64k</source>
        <translation>Слова, кожне з яких має бути в ідентифікаторі, користувачі, адресі, підпротоколі чи назві програми.
id: user: peer: agent: state: шукають в одному з них.
idle connected queued in out rtt порівнюють: idle&gt;5m queued&gt;64k</translation>
    </message>
    <message>
        <source>Not understood, and left out: %1. A number is needed, such as idle&gt;60.</source>
        <translation>Незрозуміле й пропущене: %1. Потрібне число, наприклад idle&gt;60.</translation>
    </message>
</context>
<context>
    <name>sluice::FleetModel</name>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Середовище</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Стан</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версія</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Клієнти</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Від</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Виведення</translation>
    </message>
</context>
<context>
    <name>sluice::FleetPage</name>
    <message>
        <source>Rolling restart</source>
        <translation>Почерговий перезапуск</translation>
    </message>
    <message>
        <source>Drain Next…</source>
        <translation>Вивести наступний…</translation>
    </message>
    <message>
        <source>Start Over</source>
        <translation>Почати спочатку</translation>
    </message>
    <message>
        <source>Forget who has been restarted, and begin with the first server</source>
        <translation>Забути, хто вже перезапущений, і почати з першого сервера</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Парк</translation>
    </message>
    <message>
        <source>Drain Next</source>
        <translation>Вивести наступний</translation>
    </message>
    <message>
        <source>Drain %1 now?</source>
        <translation>Вивести %1 з роботи зараз?</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln client(s) are asked to leave for the other servers, and it ends when the last one has left. The walk goes on when it is back.</source>
        <translation>
            <numerusform>Його %Ln клієнта попросять перейти на інші сервери; він завершиться, коли піде останній. Далі підемо, коли він повернеться.</numerusform>
            <numerusform>Його %Ln клієнтів попросять перейти на інші сервери; він завершиться, коли піде останній. Далі підемо, коли він повернеться.</numerusform>
            <numerusform>Його %Ln клієнтів попросять перейти на інші сервери; він завершиться, коли піде останній. Далі підемо, коли він повернеться.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>Вивести %1 з роботи</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Не зараз</translation>
    </message>
</context>
<context>
    <name>sluice::MainWindow</name>
    <message numerus="yes">
        <source>%Ln row(s) are in the clipboard.</source>
        <translation>
            <numerusform>%Ln рядок у буфері обміну.</numerusform>
            <numerusform>%Ln рядки в буфері обміну.</numerusform>
            <numerusform>%Ln рядків у буфері обміну.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Сторінки</translation>
    </message>
</context>
<context>
    <name>sluice::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вигляд</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Сервер</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;З’єднання</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Мова</translation>
    </message>
    <message>
        <source>&amp;Dark Colours</source>
        <translation>&amp;Темні кольори</translation>
    </message>
</context>
<context>
    <name>sluice::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Закрити це повідомлення</translation>
    </message>
</context>
<context>
    <name>sluice::Question</name>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Щоб продовжити, введіть %1:</translation>
    </message>
</context>
<context>
    <name>sluice::ServerActions</name>
    <message>
        <source>&amp;Add Server…</source>
        <translation>&amp;Додати сервер…</translation>
    </message>
    <message>
        <source>Ed&amp;it Server…</source>
        <translation>Зм&amp;інити сервер…</translation>
    </message>
    <message>
        <source>Remo&amp;ve Server…</source>
        <translation>При&amp;брати сервер…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;З’єднатися знову</translation>
    </message>
    <message>
        <source>Call the server now rather than later (F5)</source>
        <translation>Звернутися до сервера зараз, не чекаючи (F5)</translation>
    </message>
    <message>
        <source>&amp;Start a Server Here</source>
        <translation>&amp;Запустити сервер тут</translation>
    </message>
    <message>
        <source>A server in this process, with the usual settings</source>
        <translation>Сервер у цьому процесі, зі звичайними налаштуваннями</translation>
    </message>
</context>
<context>
    <name>sluice::ServerDesk</name>
    <message>
        <source>Remove Server</source>
        <translation>Прибрати сервер</translation>
    </message>
    <message>
        <source>Remove %1 from this list?</source>
        <translation>Прибрати %1 із цього списку?</translation>
    </message>
    <message>
        <source>The server itself goes on as it is; only this window forgets how to reach it.</source>
        <translation>Сам сервер працює далі; лише це вікно забуде, як до нього звернутися.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Прибрати</translation>
    </message>
    <message>
        <source>Keep It</source>
        <translation>Залишити</translation>
    </message>
    <message>
        <source>No server was started: %1</source>
        <translation>Сервер не запущено: %1</translation>
    </message>
</context>
<context>
    <name>sluice::ServerDialog</name>
    <message>
        <source>Add Server</source>
        <translation>Додати сервер</translation>
    </message>
    <message>
        <source>Edit Server</source>
        <translation>Змінити сервер</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Адреса:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Назва:</translation>
    </message>
    <message>
        <source>What it calls itself</source>
        <translation>Як він зве себе сам</translation>
    </message>
    <message>
        <source>&amp;Environment:</source>
        <translation>С&amp;ередовище:</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>&amp;Токен:</translation>
    </message>
    <message>
        <source>Forgotten when you quit</source>
        <translation>Забувається після виходу</translation>
    </message>
    <message>
        <source>Token &amp;file:</source>
        <translation>&amp;Файл токена:</translation>
    </message>
    <message>
        <source>Instead of a token; only you may read it</source>
        <translation>Замість токена; читати його можете лише ви</translation>
    </message>
    <message>
        <source>&amp;CA file:</source>
        <translation>Файл &amp;ЦС:</translation>
    </message>
    <message>
        <source>For certificates of your own, in PEM</source>
        <translation>Для власних сертифікатів</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Зберегти</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Огляд…</translation>
    </message>
    <message>
        <source>Where is the server? An address looks like http://127.0.0.1:8000.</source>
        <translation>Де сервер? Адреса має вигляд http://127.0.0.1:8000.</translation>
    </message>
    <message>
        <source>%1 is no address of a server: it should look like http://127.0.0.1:8000.</source>
        <translation>%1 — не адреса сервера: вона має вигляд http://127.0.0.1:8000.</translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation>%1 уже є у списку.</translation>
    </message>
    <message>
        <source>Give a token or a token file, not both.</source>
        <translation>Вкажіть токен або файл токена, не обидва.</translation>
    </message>
    <message>
        <source>The CA file %1 cannot be read.</source>
        <translation>Файл ЦС %1 не вдається прочитати.</translation>
    </message>
    <message>
        <source>The CA file %1 holds no certificate in PEM.</source>
        <translation>У файлі ЦС %1 немає сертифіката.</translation>
    </message>
</context>
<context>
    <name>sluice::ServerRoster</name>
    <message>
        <source>This process</source>
        <translation>Цей процес</translation>
    </message>
</context>
<context>
    <name>sluice::ServerView</name>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Звіт у буфері обміну.</translation>
    </message>
    <message>
        <source>The line to the server is lost. What you see is how it was at %1.</source>
        <translation>Зв’язок із сервером утрачено. Ви бачите, як було о %1.</translation>
    </message>
    <message>
        <source>%1 has been restarted.</source>
        <translation>%1 перезапущено.</translation>
    </message>
    <message>
        <source>%1 has been restarted: version %2 follows %3.</source>
        <translation>%1 перезапущено: версія %2 після %3.</translation>
    </message>
    <message>
        <source>Connections %1</source>
        <translation>З’єднання %1</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Виведення</translation>
    </message>
    <message>
        <source>There is no contact yet: %1.</source>
        <translation>Зв’язку ще немає: %1.</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Парк</translation>
    </message>
    <message>
        <source>The server does not accept the token. Edit Server takes another one.</source>
        <translation>Сервер не приймає токен. Інший можна дати в «Змінити сервер».</translation>
    </message>
</context>
<context>
    <name>sluice::ServersPane</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 з %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln server(s) in touch</source>
        <translation>
            <numerusform>%1 з %Ln сервера на зв’язку</numerusform>
            <numerusform>%1 з %Ln серверів на зв’язку</numerusform>
            <numerusform>%1 з %Ln серверів на зв’язку</numerusform>
        </translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Сервери</translation>
    </message>
</context>
<context>
    <name>sluice::StatusLine</name>
    <message>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Viewer: may only look</source>
        <translation>Глядач: лише перегляд</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>показано %1 із %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>вибрано %Ln</numerusform>
            <numerusform>вибрано %Ln</numerusform>
            <numerusform>вибрано %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1   out %2   queued %3</source>
        <translation>від %1   до %2   у черзі %3</translation>
    </message>
    <message>
        <source>updated %1 s ago</source>
        <translation>оновлено %1 с тому</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Завмерло</translation>
    </message>
    <message>
        <source>RTT %1 ms</source>
        <translation>RTT %1 мс</translation>
    </message>
    <message numerus="yes">
        <source>%Ln server(s)</source>
        <translation>
            <numerusform>%Ln сервер</numerusform>
            <numerusform>%Ln сервери</numerusform>
            <numerusform>%Ln серверів</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::WelcomePage</name>
    <message>
        <source>No server yet</source>
        <translation>Ще немає серверів</translation>
    </message>
    <message>
        <source>Here you will see who is connected to your servers, drain them without losing anybody, and walk through a rolling restart.</source>
        <translation>Тут ви побачите, хто під’єднаний до ваших серверів, виведете їх із роботи, нікого не втративши, і проведете почерговий перезапуск.</translation>
    </message>
    <message>
        <source>one that runs already, here or elsewhere; you need its address and its admin token</source>
        <translation>той, що вже працює, тут чи деінде; потрібні його адреса й токен адміністратора</translation>
    </message>
    <message>
        <source>a server of your own in this process, to look around; it lives as long as this window</source>
        <translation>ваш власний сервер у цьому процесі, щоб роззирнутися; він живе, доки відкрите це вікно</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>%1M/s</source>
        <translation>%1 млн/с</translation>
    </message>
    <message>
        <source>%1k/s</source>
        <translation>%1 тис./с</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/с</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 Б</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 КіБ</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 МіБ</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 ГіБ</translation>
    </message>
    <message>
        <source>%1d</source>
        <translation>%1 д</translation>
    </message>
    <message>
        <source>%1h</source>
        <translation>%1 год</translation>
    </message>
    <message>
        <source>%1m</source>
        <translation>%1 хв</translation>
    </message>
    <message>
        <source>%1s</source>
        <translation>%1 с</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln клієнт</numerusform>
            <numerusform>%Ln клієнти</numerusform>
            <numerusform>%Ln клієнтів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln з’єднання</numerusform>
            <numerusform>%Ln з’єднання</numerusform>
            <numerusform>%Ln з’єднань</numerusform>
        </translation>
    </message>
</context>
</TS>
