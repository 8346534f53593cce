<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk_UA" sourcelanguage="en_US">
<context>
    <name>sentences</name>
    <message numerus="yes">
        <source>%1 second(s)</source>
        <translation>
            <numerusform>%1 секунду</numerusform>
            <numerusform>%1 секунди</numerusform>
            <numerusform>%1 секунд</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 minute(s)</source>
        <translation>
            <numerusform>%1 хвилину</numerusform>
            <numerusform>%1 хвилини</numerusform>
            <numerusform>%1 хвилин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hour(s)</source>
        <translation>
            <numerusform>%1 годину</numerusform>
            <numerusform>%1 години</numerusform>
            <numerusform>%1 годин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 day(s)</source>
        <translation>
            <numerusform>%1 день</numerusform>
            <numerusform>%1 дні</numerusform>
            <numerusform>%1 днів</numerusform>
        </translation>
    </message>
    <message>
        <source>This message could not be understood.</source>
        <translation>Не вдалося зрозуміти це повідомлення.</translation>
    </message>
    <message>
        <source>This type of message is not known here.</source>
        <translation>Повідомлення такого типу тут невідоме.</translation>
    </message>
    <message>
        <source>You are sending too fast. Please wait a moment.</source>
        <translation>Ви надсилаєте повідомлення надто швидко. Зачекайте, будь ласка, трохи.</translation>
    </message>
    <message>
        <source>This message is too large.</source>
        <translation>Це повідомлення завелике.</translation>
    </message>
    <message>
        <source>No client with this id is connected.</source>
        <translation>Клієнта з таким ідентифікатором немає на зв’язку.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>У вас немає на це дозволу.</translation>
    </message>
    <message>
        <source>This is not available right now. Please try again later.</source>
        <translation>Зараз це недоступно. Спробуйте, будь ласка, пізніше.</translation>
    </message>
    <message>
        <source>The server is shutting down and takes nothing new.</source>
        <translation>Сервер завершує роботу й нічого нового не приймає.</translation>
    </message>
    <message>
        <source>Something went wrong inside the server.</source>
        <translation>На сервері сталася внутрішня помилка.</translation>
    </message>
    <message>
        <source>The server is shutting down.</source>
        <translation>Сервер завершує роботу.</translation>
    </message>
    <message>
        <source>The server is not taking new clients at the moment.</source>
        <translation>Сервер наразі не приймає нових клієнтів.</translation>
    </message>
    <message>
        <source>The connection fell silent: no answer to a ping.</source>
        <translation>З’єднання замовкло: на перевірку зв’язку ніхто не відповів.</translation>
    </message>
    <message>
        <source>What came in was not valid WebSocket traffic.</source>
        <translation>Отримані дані не відповідають протоколу WebSocket.</translation>
    </message>
    <message>
        <source>A client id has 1 to 64 letters, digits, dots, dashes and underscores.</source>
        <translation>Ідентифікатор клієнта складається з 1–64 латинських літер, цифр, крапок, дефісів і підкреслень.</translation>
    </message>
    <message>
        <source>Only text messages are understood here.</source>
        <translation>Тут приймають лише текстові повідомлення.</translation>
    </message>
    <message>
        <source>The text was not valid UTF-8.</source>
        <translation>Текст не є правильним UTF-8.</translation>
    </message>
    <message>
        <source>A valid token is needed here.</source>
        <translation>Тут потрібен чинний токен.</translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation>Термін дії токена минув.</translation>
    </message>
    <message>
        <source>Pages of this site may not connect here.</source>
        <translation>Сторінкам цього сайту не дозволено сюди під’єднуватися.</translation>
    </message>
    <message>
        <source>Too many messages in a short time.</source>
        <translation>Забагато повідомлень за короткий час.</translation>
    </message>
    <message>
        <source>Too many messages were waiting to be read.</source>
        <translation>Накопичилося забагато непрочитаних повідомлень.</translation>
    </message>
    <message>
        <source>Another client is connected under this id.</source>
        <translation>Під цим ідентифікатором уже на зв’язку інший клієнт.</translation>
    </message>
    <message>
        <source>A newer connection of yours has taken over.</source>
        <translation>Вас під’єднано заново; це з’єднання більше не потрібне.</translation>
    </message>
    <message>
        <source>An operator has closed this connection.</source>
        <translation>Оператор закрив це з’єднання.</translation>
    </message>
    <message>
        <source>There is no room for another connection right now.</source>
        <translation>Наразі немає місця для ще одного з’єднання.</translation>
    </message>
    <message>
        <source>The message was larger than allowed.</source>
        <translation>Повідомлення більше, ніж дозволено.</translation>
    </message>
    <message>
        <source>Welcome! You are connected as %1.</source>
        <translation>Вітаємо, %1! Ви на зв’язку.</translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) joined.</source>
        <translation>
            <numerusform>Приєднався %1 клієнт.</numerusform>
            <numerusform>Приєдналися %1 клієнти.</numerusform>
            <numerusform>Приєдналося %1 клієнтів.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) left.</source>
        <translation>
            <numerusform>Вийшов %1 клієнт.</numerusform>
            <numerusform>Вийшли %1 клієнти.</numerusform>
            <numerusform>Вийшло %1 клієнтів.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s) connected now.</source>
        <translation>
            <numerusform>Зараз на зв’язку %1 клієнт.</numerusform>
            <numerusform>Зараз на зв’язку %1 клієнти.</numerusform>
            <numerusform>Зараз на зв’язку %1 клієнтів.</numerusform>
        </translation>
    </message>
    <message>
        <source>[System] Periodic notification #%1 – Active clients: %2</source>
        <translation>[Система] Періодичне сповіщення №%1 – Активних клієнтів: %2</translation>
    </message>
    <message>
        <source>All is well: %1, %2 so far, running for %3.</source>
        <translation>Усе гаразд: на зв’язку %1, від запуску – %2, сервер працює вже %3.</translation>
    </message>
    <message numerus="yes">
        <source>%1 client(s)</source>
        <translation>
            <numerusform>%1 клієнт</numerusform>
            <numerusform>%1 клієнти</numerusform>
            <numerusform>%1 клієнтів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s)</source>
        <translation>
            <numerusform>%1 повідомлення</numerusform>
            <numerusform>%1 повідомлення</numerusform>
            <numerusform>%1 повідомлень</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is shutting down and will close in %1 at the latest. Until then everything works as before.</source>
        <translation>Сервер завершує роботу й зупиниться не пізніше ніж за %1. До того часу все працює, як завжди.</translation>
    </message>
    <message>
        <source>Please reconnect in %1.</source>
        <translation>Під’єднайтеся, будь ласка, знову через %1.</translation>
    </message>
    <message>
        <source>Please reconnect now.</source>
        <translation>Під’єднайтеся, будь ласка, знову вже зараз.</translation>
    </message>
    <message>
        <source>The server stays after all. There is no need to reconnect.</source>
        <translation>Сервер таки продовжує роботу. Під’єднуватися знову не потрібно.</translation>
    </message>
    <message>
        <source>Some messages may have been missed.</source>
        <translation>Деякі повідомлення могли не дійти.</translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s) could not be delivered.</source>
        <translation>
            <numerusform>Не вдалося доставити %1 повідомлення.</numerusform>
            <numerusform>Не вдалося доставити %1 повідомлення.</numerusform>
            <numerusform>Не вдалося доставити %1 повідомлень.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent to %1 client(s).</source>
        <translation>
            <numerusform>Надіслано %1 клієнту.</numerusform>
            <numerusform>Надіслано %1 клієнтам.</numerusform>
            <numerusform>Надіслано %1 клієнтам.</numerusform>
        </translation>
    </message>
</context>
</TS>
