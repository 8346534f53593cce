const LOG_LINES = 2000;

// The log on the page. Lines are gathered for a moment, so that a burst costs one layout.
class Log {
  waiting = [];
  follows = true;

  constructor(box, filter, shown, newest) {
    Object.assign(this, { box, filter, shown, newest });
    filter.oninput = () => this.refresh(box.children);
    newest.onclick = () => this.toEnd();
    box.onscroll = () => {
      this.follows = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
      newest.hidden = this.follows;
    };
  }

  add(kind, text, from, time = new Date()) {
    const line = element('div', '', `line ${kind}`);
    const said = element('p', '');
    if (from)
      said.append(element('b', from), ' ');
    said.append(element('span', text));
    line.append(element('time', clock(time)), element('i', KINDS[language]?.[kind] ?? kind), said);
    if (this.waiting.push(line) === 1)
      setTimeout(() => this.flush(), 30);
    else if (this.waiting.length > LOG_LINES)
      this.waiting.shift();
    return said;
  }

  flush() {
    const lines = this.waiting.splice(0);
    this.box.append(...lines);
    while (this.box.childElementCount > LOG_LINES)
      this.box.firstChild.remove();
    this.refresh(lines);
  }

  refresh(lines) {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const line of lines)
      line.hidden = !line.textContent.toLowerCase().includes(wanted);
    const all = this.box.childElementCount;
    this.shown.textContent = wanted
      && say('shown', { shown: this.box.querySelectorAll(':scope > :not([hidden])').length, all });
    if (this.follows)
      this.toEnd();
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  clear() {
    this.box.replaceChildren();
    this.refresh([]);
  }
}

function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}
