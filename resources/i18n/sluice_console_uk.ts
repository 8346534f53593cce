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
    <message numerus="yes">
        <source>Cut Off %Ln and Quit Now</source>
        <translation>
            <numerusform>Обірвати %Ln і вийти</numerusform>
            <numerusform>Обірвати %Ln і вийти</numerusform>
            <numerusform>Обірвати %Ln і вийти</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit Now</source>
        <translation>Вийти негайно</translation>
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
        <translation>Зупинено за планом</translation>
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
    <message>
        <source>nothing listens at its address (connection refused)</source>
        <translation>за його адресою ніхто не слухає (у з’єднанні відмовлено)</translation>
    </message>
    <message>
        <source>nobody knows a machine of that name</source>
        <translation>машини з такою назвою ніхто не знає</translation>
    </message>
    <message>
        <source>no way leads to its network</source>
        <translation>до його мережі немає шляху</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>він не відповідає</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>його сертифікату немає довіри</translation>
    </message>
    <message>
        <source>no encrypted line could be agreed on</source>
        <translation>про шифрування не вдалося домовитися</translation>
    </message>
    <message>
        <source>what answers there is not a Sluice server</source>
        <translation>там відповідає не сервер Sluice</translation>
    </message>
    <message>
        <source>it has ended the line</source>
        <translation>він обірвав зв’язок</translation>
    </message>
    <message>
        <source>Wrong key</source>
        <translation>Хибний ключ</translation>
    </message>
</context>
<context>
    <name>CsvExport</name>
    <message>
        <source>Export as CSV</source>
        <translation>Експорт у CSV</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблиці (*.csv)</translation>
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
        <translation>Продакшн</translation>
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
        <translation>ПРОД</translation>
    </message>
</context>
<context>
    <name>MessageData</name>
    <message>
        <source>a closing quotation mark is missing</source>
        <translation>бракує лапки в кінці</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>бракує двокрапки</translation>
    </message>
    <message>
        <source>this is no number</source>
        <translation>це не число</translation>
    </message>
    <message>
        <source>there is no such escape sequence</source>
        <translation>такого екранування не буває</translation>
    </message>
    <message>
        <source>the value has ended before this</source>
        <translation>значення закінчилося раніше</translation>
    </message>
    <message>
        <source>this is nested too deeply</source>
        <translation>надто глибоке вкладення</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>тут має бути значення</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3.</source>
        <translation>Рядок %1, стовпець %2: %3.</translation>
    </message>
    <message>
        <source>a comma or } is missing</source>
        <translation>бракує коми або }</translation>
    </message>
    <message>
        <source>a comma or ] is missing</source>
        <translation>бракує коми або ]</translation>
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
    <name>closed</name>
    <message>
        <source>Time</source>
        <translation>Час</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Користувач</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адреса</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Отримано</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Надіслано</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Клієнт</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>звичайне</translation>
    </message>
    <message>
        <source>going away</source>
        <translation>іде геть</translation>
    </message>
    <message>
        <source>protocol error</source>
        <translation>помилка протоколу</translation>
    </message>
    <message>
        <source>unsupported data</source>
        <translation>непідтримувані дані</translation>
    </message>
    <message>
        <source>no code</source>
        <translation>без коду</translation>
    </message>
    <message>
        <source>line lost</source>
        <translation>обрив зв’язку</translation>
    </message>
    <message>
        <source>invalid text</source>
        <translation>хибний текст</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>правила</translation>
    </message>
    <message>
        <source>message too big</source>
        <translation>завелике</translation>
    </message>
    <message>
        <source>extension missing</source>
        <translation>бракує розширення</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>внутрішня помилка</translation>
    </message>
    <message>
        <source>service restart</source>
        <translation>перезапуск</translation>
    </message>
    <message>
        <source>try again later</source>
        <translation>спробуйте згодом</translation>
    </message>
    <message>
        <source>bad gateway</source>
        <translation>поганий шлюз</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>невідомий</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>власний</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Хто</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>На зв’язку</translation>
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
        <source>Out</source>
        <translation>До</translation>
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
    <message>
        <source>Bytes from the client, a second</source>
        <translation>Байтів від клієнта за секунду</translation>
    </message>
    <message>
        <source>Bytes to the client, a second</source>
        <translation>Байтів до клієнта за секунду</translation>
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
    <name>log</name>
    <message>
        <source>Trace</source>
        <translation>Трасування</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Зневадження</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Інфо</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Увага</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Помилка</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Час</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Рівень</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Подія</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Повідомлення</translation>
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
    <name>sluice::AboutDialog</name>
    <message>
        <source>About Sluice</source>
        <translation>Про Sluice</translation>
    </message>
    <message>
        <source>A WebSocket notification server that can be restarted at noon.</source>
        <translation>Сервер сповіщень через WebSocket, який можна перезапустити опівдні.</translation>
    </message>
    <message>
        <source>With Qt %1.</source>
        <translation>З Qt %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрити</translation>
    </message>
</context>
<context>
    <name>sluice::ClosedPage</name>
    <message>
        <source>Closed connections</source>
        <translation>Закриті з’єднання</translation>
    </message>
    <message>
        <source>No closed connection fits the filter</source>
        <translation>Жодне закрите з’єднання не відповідає фільтру</translation>
    </message>
    <message>
        <source>%1 hidden. Press Esc in the filter field to see them.</source>
        <translation>Приховано: %1. Натисніть Esc у полі фільтра, щоб їх побачити.</translation>
    </message>
    <message>
        <source>No one has left yet</source>
        <translation>Ще ніхто не пішов</translation>
    </message>
    <message>
        <source>Connections that end while this window looks on are listed here, with their close code and who closed: the last %1 of them.</source>
        <translation>Тут перелічено з’єднання, що закінчилися, поки це вікно спостерігає: код закриття і хто закрив, останні %1.</translation>
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
    <message numerus="yes">
        <source>Delivered to %Ln connection(s).</source>
        <translation>
            <numerusform>Доставлено на %Ln з’єднання.</numerusform>
            <numerusform>Доставлено на %Ln з’єднання.</numerusform>
            <numerusform>Доставлено на %Ln з’єднань.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln did not get it.</source>
        <translation>
            <numerusform>%Ln його не отримало.</numerusform>
            <numerusform>%Ln його не отримали.</numerusform>
            <numerusform>%Ln його не отримали.</numerusform>
        </translation>
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
    <message>
        <source>The server has not been reached yet</source>
        <translation>Із сервером ще не було зв’язку</translation>
    </message>
    <message>
        <source>It does not accept the token. Edit Server takes another one.</source>
        <translation>Він не приймає токен. Інший можна дати в «Змінити сервер».</translation>
    </message>
    <message>
        <source>It is called again and again. Edit Server takes another address.</source>
        <translation>Спроби тривають. Іншу адресу можна дати в «Змінити сервер».</translation>
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
        <translation>&amp;Заморозити</translation>
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
    <message>
        <source>D&amp;etails</source>
        <translation>П&amp;одробиці</translation>
    </message>
    <message>
        <source>Everything about the connection that is chosen (F4)</source>
        <translation>Усе про вибране з’єднання (F4)</translation>
    </message>
    <message>
        <source>&amp;Message…</source>
        <translation>П&amp;овідомлення…</translation>
    </message>
    <message>
        <source>Say something to the connections that are chosen (Ctrl+M)</source>
        <translation>Сказати щось вибраним з’єднанням (Ctrl+M)</translation>
    </message>
    <message>
        <source>&amp;Broadcast…</source>
        <translation>&amp;Розіслати всім…</translation>
    </message>
    <message>
        <source>Say something to everyone on this server (Ctrl+B)</source>
        <translation>Сказати щось усім на цьому сервері (Ctrl+B)</translation>
    </message>
    <message numerus="yes">
        <source>E&amp;xport %Ln Row(s)…</source>
        <translation>
            <numerusform>Експор&amp;тувати %Ln рядок…</numerusform>
            <numerusform>Експор&amp;тувати %Ln рядки…</numerusform>
            <numerusform>Експор&amp;тувати %Ln рядків…</numerusform>
        </translation>
    </message>
    <message>
        <source>E&amp;xport Table…</source>
        <translation>Експор&amp;тувати таблицю…</translation>
    </message>
    <message>
        <source>Write what the table shows to a CSV file (Ctrl+S)</source>
        <translation>Записати вміст таблиці у файл CSV (Ctrl+S)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Налаштування…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Клавіші</translation>
    </message>
    <message>
        <source>&amp;About Sluice</source>
        <translation>&amp;Про Sluice</translation>
    </message>
</context>
<context>
    <name>sluice::ContactTrial</name>
    <message>
        <source>Nobody has answered in ten seconds.</source>
        <translation>За десять секунд ніхто не відповів.</translation>
    </message>
    <message>
        <source>%1 answers: version %2, and you may command it.</source>
        <translation>%1 відповідає: версія %2, ви можете ним керувати.</translation>
    </message>
    <message>
        <source>%1 answers: version %2, and you may only look.</source>
        <translation>%1 відповідає: версія %2, ви можете лише дивитися.</translation>
    </message>
    <message>
        <source>The server does not accept the token.</source>
        <translation>Сервер не приймає токен.</translation>
    </message>
    <message>
        <source>There is no contact: %1.</source>
        <translation>Зв’язку немає: %1.</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsDock</name>
    <message>
        <source>Details</source>
        <translation>Подробиці</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsPane</name>
    <message>
        <source>Closing</source>
        <translation>Закривається</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Відкрите</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>Уже немає</translation>
    </message>
    <message>
        <source>When and why is not known. Below is how it last looked.</source>
        <translation>Коли й чому — невідомо. Нижче — яким його бачили востаннє.</translation>
    </message>
    <message>
        <source>The server closed it at %1 with code %2.</source>
        <translation>Сервер закрив його о %1 з кодом %2.</translation>
    </message>
    <message>
        <source>The client left at %1 with code %2.</source>
        <translation>Клієнт пішов о %1 з кодом %2.</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>Подробиці з’єднання</translation>
    </message>
    <message>
        <source>Choose a connection in the table to see everything about it here.</source>
        <translation>Виберіть з’єднання в таблиці, щоб побачити тут усе про нього.</translation>
    </message>
</context>
<context>
    <name>sluice::DetailsRows</name>
    <message>
        <source>Who</source>
        <translation>Хто</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Відколи</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Обмін</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Черга</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Програма</translation>
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
        <source>left by itself</source>
        <translation>пішов сам</translation>
    </message>
    <message>
        <source>closed by server</source>
        <translation>закрив сервер</translation>
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
    <message>
        <source>Not known yet</source>
        <translation>Ще не відомо</translation>
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
        <translation>Закрито</translation>
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
    <message>
        <source>Filter: text, user:anna, code:1001, by:server</source>
        <translation>Фільтр: текст, user:anna, code:1001, by:server</translation>
    </message>
    <message>
        <source>Filter closed connections</source>
        <translation>Фільтр закритих з’єднань</translation>
    </message>
    <message>
        <source>Words that must all be found in the id, user, address, user agent, close code or reason.
id: user: peer: agent: code: reason: by: look in one of them.</source>
        <translation>Слова, кожне з яких має знайтися в ID, користувачі, адресі, програмі клієнта, коді закриття чи причині.
id: user: peer: agent: code: reason: by: шукають лише в одному з них.</translation>
    </message>
    <message>
        <source>Filter: text, event:drain, category:hub</source>
        <translation>Фільтр: текст, event:drain, category:hub</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Фільтр журналу</translation>
    </message>
    <message>
        <source>Words that must all be found in a line of the log.
event: category: level: look in one part of it.</source>
        <translation>Слова, кожне з яких має знайтися в рядку журналу.
event: category: level: шукають лише в одній його частині.</translation>
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
        <translation>Усі сервери</translation>
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
    <name>sluice::LogPage</name>
    <message>
        <source>The line to the server was lost. What it logged meanwhile is not here.</source>
        <translation>Зв’язок із сервером урвався. Того, що він тим часом записав, тут немає.</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Усі рівні</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Інфо й вище</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Увага й помилки</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Лише помилки</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>&amp;Рівень:</translation>
    </message>
    <message>
        <source>&amp;Jump to Newest</source>
        <translation>До &amp;найновіших</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation>Вибраний рядок</translation>
    </message>
    <message>
        <source>Choose a line to read all of it here.</source>
        <translation>Виберіть рядок, щоб прочитати його тут повністю.</translation>
    </message>
    <message>
        <source>No line fits the filter</source>
        <translation>Жоден рядок не відповідає фільтру</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) hidden. Choose another level, or press Esc in the filter field.</source>
        <translation>
            <numerusform>Приховано %Ln рядок. Виберіть інший рівень або натисніть Esc у полі фільтра.</numerusform>
            <numerusform>Приховано %Ln рядки. Виберіть інший рівень або натисніть Esc у полі фільтра.</numerusform>
            <numerusform>Приховано %Ln рядків. Виберіть інший рівень або натисніть Esc у полі фільтра.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been logged yet</source>
        <translation>Ще нічого не записано</translation>
    </message>
    <message>
        <source>What the server logs from now on is shown here, the last %1 lines of it. Its setting log_level says how much that is.</source>
        <translation>Тут видно, що сервер записує відтепер: останні %1 рядків. Скільки саме він записує, каже налаштування log_level.</translation>
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
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
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
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Довідка</translation>
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
    <name>sluice::MessageDialog</name>
    <message>
        <source>Broadcast</source>
        <translation>Повідомлення всім</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Повідомлення</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Формат</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Повідомлення</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Надіслати</translation>
    </message>
    <message>
        <source>Send it (Ctrl+Enter)</source>
        <translation>Надіслати (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
    <message numerus="yes">
        <source>everyone on %1: %Ln connection(s) now</source>
        <translation>
            <numerusform>усім на %1: зараз %Ln з’єднання</numerusform>
            <numerusform>усім на %1: зараз %Ln з’єднання</numerusform>
            <numerusform>усім на %1: зараз %Ln з’єднань</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 і ще %Ln</numerusform>
            <numerusform>%1 і ще %Ln</numerusform>
            <numerusform>%1 і ще %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no contact to the server just now.</source>
        <translation>Зараз немає зв’язку із сервером.</translation>
    </message>
    <message>
        <source>This is no JSON. %1</source>
        <translation>Це не JSON. %1</translation>
    </message>
    <message>
        <source>Clients get it as the data of a message.</source>
        <translation>Клієнти отримають це як дані повідомлення.</translation>
    </message>
    <message>
        <source>%1 is too much: the server takes %2 at most.</source>
        <translation>%1 — забагато: сервер приймає щонайбільше %2.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 з %2</translation>
    </message>
</context>
<context>
    <name>sluice::OverviewPage</name>
    <message>
        <source>Clients</source>
        <translation>Клієнти</translation>
    </message>
    <message>
        <source>Clients that are connected now</source>
        <translation>Клієнти, підключені зараз</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Вхідний потік</translation>
    </message>
    <message>
        <source>Messages from clients, a second</source>
        <translation>Повідомлень від клієнтів за секунду</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Вихідний потік</translation>
    </message>
    <message>
        <source>Messages to clients, a second</source>
        <translation>Повідомлень клієнтам за секунду</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>У черзі</translation>
    </message>
    <message>
        <source>What waits until clients read on</source>
        <translation>Що чекає, доки клієнти читатимуть далі</translation>
    </message>
    <message>
        <source>Loop lag</source>
        <translation>Затримка циклу</translation>
    </message>
    <message>
        <source>How late the slowest loop of the server is</source>
        <translation>Наскільки запізнюється найповільніший цикл сервера</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Пам’ять</translation>
    </message>
    <message>
        <source>What the server&apos;s process holds in memory</source>
        <translation>Скільки пам’яті тримає процес сервера</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>peak %1</source>
        <translation>макс. %1</translation>
    </message>
    <message>
        <source>The curves show the last five minutes at most; a gap is when the server was not heard.</source>
        <translation>Криві показують щонайбільше останні п’ять хвилин; розрив — коли сервера не було чути.</translation>
    </message>
</context>
<context>
    <name>sluice::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Налаштування</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Як у системі</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Світлі</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Темні</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Мова</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Кольори</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрити</translation>
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
    <name>sluice::ServerCard</name>
    <message>
        <source>Address: %1</source>
        <translation>Адреса: %1</translation>
    </message>
    <message>
        <source>Not reached yet</source>
        <translation>Ще не відповів</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версія</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Працює з</translation>
    </message>
    <message>
        <source>Up for</source>
        <translation>Без перерви</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Прийнято</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Відхилено</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Надійшло</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Розіслано</translation>
    </message>
    <message>
        <source>As it was at %1</source>
        <translation>Як було о %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Готовий</translation>
    </message>
    <message>
        <source>Paused: newcomers are refused</source>
        <translation>Призупинено: нових не приймає</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Виводиться з роботи</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Запускається</translation>
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
        <translation>Замість токена; лише для вас</translation>
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
    <message>
        <source>%1 is no address of a server: it should look like http://127.0.0.1:8000, without a user, a password or a query.</source>
        <translation>%1 — не адреса сервера: вона має вигляд http://127.0.0.1:8000, без користувача, пароля й запиту.</translation>
    </message>
    <message>
        <source>Te&amp;st</source>
        <translation>&amp;Перевірити</translation>
    </message>
    <message>
        <source>Calling %1…</source>
        <translation>Виклик %1…</translation>
    </message>
    <message>
        <source>&amp;Pinned key:</source>
        <translation>&amp;Закріплений ключ:</translation>
    </message>
    <message>
        <source>%1 is no pinned key: it should look like %2, with 44 characters behind it.</source>
        <translation>%1 не є закріпленим ключем: він має починатися з %2, за яким ідуть 44 символи.</translation>
    </message>
    <message>
        <source>Only a server at %1 shows a key that could be the pinned one.</source>
        <translation>Лише сервер за адресою %1 показує ключ, який можна звірити із закріпленим.</translation>
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
        <source>Overview</source>
        <translation>Огляд</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закриті</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are in %1.</source>
        <translation>
            <numerusform>%Ln рядок записано в %1.</numerusform>
            <numerusform>%Ln рядки записано в %1.</numerusform>
            <numerusform>%Ln рядків записано в %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>Не вдалося записати %1: %2</translation>
    </message>
    <message>
        <source>There is no contact yet: %1.</source>
        <translation>Зв’язку ще немає: %1.</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Усі сервери</translation>
    </message>
    <message>
        <source>The server does not accept the token. Edit Server takes another one.</source>
        <translation>Сервер не приймає токен. Інший можна дати в «Змінити сервер».</translation>
    </message>
    <message>
        <source>The server shows another key than the pinned one, and has been told nothing. Edit Server takes another pin.</source>
        <translation>Сервер показує не той ключ, що закріплений, і нічого від нас не почув. Інший можна дати в «Змінити сервер».</translation>
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
    <name>sluice::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Клавіші</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Дія</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавіші</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрити</translation>
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
        <translation>Заморожено</translation>
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
