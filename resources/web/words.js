// What people read, in both languages; {name} is filled in. Sentences avoid plural forms.
const WORDS = {
  en: {
    address: 'Server address', client: 'Client id', assigned: 'given by the server',
    token: 'Token', noToken: 'if the server asks for one',
    connect: 'Connect', disconnect: 'Disconnect', language: 'Language',
    off: 'Disconnected', connecting: 'Connecting…', open: 'Connected', draining: 'Server draining',
    waiting: 'Connection lost', closing: 'Disconnecting…', retry: 'next try in {time}',
    badAddress: 'Not a WebSocket address: {why}',
    log: 'Log', filter: 'Filter', clear: 'Clear', newest: '↓ Newest', shown: '{shown} of {all}',
    empty: 'Connect, and what the server says appears here.',
    format: 'Format', text: 'Text', to: 'To', everyone: 'everyone', send: 'Send',
    draft: 'Message, ↵ sends', notConnected: 'Not connected.',
    badJson: 'Not valid JSON: {why}', tooLarge: 'Too large: {size} of {limit} bytes.',
    latest: 'Latest notification', none: 'None yet.', publisher: 'publisher', toWhom: 'to {to}',
    sent: 'Sent', received: 'Received', missed: 'Missed',
    node: 'Node', me: 'Client id', since: 'Connected for', clients: 'Clients', closed: 'Last close',
    clean: 'clean', unclean: 'not clean', unconfirmed: '? not confirmed',
    resumed: 'Resumed; messages replayed: {n}.', fresh: 'The position could not be resumed.',
    gap: 'Messages missed: {n}.', moved: 'Moved to {node}.',
    drain: '{node} is going away', willMove: 'This page moves to another server in {time}.',
    moving: 'Looking for another server…', stays: 'This page stays connected until the end.',
    noServer: 'No other server yet, next try in {time}.',
  },
  uk: {
    address: 'Адреса сервера', client: 'Ідентифікатор клієнта', assigned: 'надасть сервер',
    token: 'Токен', noToken: 'якщо сервер вимагає',
    connect: 'Під’єднатися', disconnect: 'Від’єднатися', language: 'Мова',
    off: 'Від’єднано', connecting: 'З’єднання…', open: 'З’єднано', draining: 'Сервер завершує роботу',
    waiting: 'Зв’язок утрачено', closing: 'Від’єднання…', retry: 'нова спроба за {time}',
    badAddress: 'Це не адреса WebSocket: {why}',
    log: 'Журнал', filter: 'Фільтр', clear: 'Очистити', newest: '↓ Найновіше', shown: '{shown} з {all}',
    empty: 'Під’єднайтеся, і повідомлення сервера з’являться тут.',
    format: 'Формат', text: 'Текст', to: 'Кому', everyone: 'усім', send: 'Надіслати',
    draft: 'Повідомлення, ↵ надсилає', notConnected: 'Немає з’єднання.',
    badJson: 'Неправильний JSON: {why}', tooLarge: 'Завелике: {size} з {limit} байтів.',
    latest: 'Останнє сповіщення', none: 'Ще не було.', publisher: 'видавець', toWhom: 'для {to}',
    sent: 'Надіслано', received: 'Отримано', missed: 'Пропущено',
    node: 'Вузол', me: 'Ідентифікатор', since: 'На зв’язку', clients: 'Клієнти', closed: 'Останнє закриття',
    clean: 'коректне', unclean: 'некоректне', unconfirmed: '? не підтверджено',
    resumed: 'Відновлено; повторено повідомлень: {n}.', fresh: 'Продовжити з того самого місця не вдалося.',
    gap: 'Пропущено повідомлень: {n}.', moved: 'Перехід на {node}.',
    drain: '{node} завершує роботу', willMove: 'Сторінка перейде на інший сервер за {time}.',
    moving: 'Пошук іншого сервера…', stays: 'Сторінка лишається на зв’язку до кінця.',
    noServer: 'Іншого сервера ще немає, нова спроба за {time}.',
  },
};

// Log labels; in English a line bears the name of its frame.
const KINDS = {
  uk: { welcome: 'вітання', presence: 'присутність', message: 'повідомлення', personal: 'особисте',
    notification: 'сповіщення', status: 'стан', drain: 'завершення', drain_cancelled: 'скасовано',
    gap: 'прогалина', error: 'помилка', disconnect: 'роз’єднання', sent: 'надіслано', closed: 'закрито',
    refused: 'відмова' },
};

// RFC 6455 §7.4.1
const CLOSE_NAMES = {
  1000: 'Normal Closure', 1001: 'Going Away', 1002: 'Protocol Error', 1003: 'Unsupported Data', 1005: 'No Status',
  1006: 'Abnormal Closure', 1007: 'Invalid Payload', 1008: 'Policy Violation', 1009: 'Too Big', 1011: 'Internal Error',
};

let language = 'en';

function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name]);
}

function duration(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0])
    parts.shift();
  return parts.map((part, i) => i ? String(part).padStart(2, '0') : part).join(':');
}

function clock(date) {
  return date.toLocaleTimeString(language, { hourCycle: 'h23' });
}

function closeText({ code, reason, wasClean }) {
  const name = `${code} ${CLOSE_NAMES[code] ?? ''}`.trim();
  return [name, reason, say(wasClean ? 'clean' : 'unclean')].filter(Boolean).join(' · ');
}
