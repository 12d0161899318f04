// Lets the figures of a page move. Without it the page is correct as of the time that it tells.
(() => {
  const box = document.querySelector('.live');
  if (!box || !window.EventSource) return;
  const [shown, said] = box.querySelectorAll('p');
  const time = shown.querySelector('time');
  const button = document.createElement('button');
  button.type = 'button';
  shown.after(button);
  const clock = (at, more) => new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/London', ...more });
  const waiting = new Map();
  let source, timer, again, issued, told = 0, heard = Date.now();
  let returned = +box.dataset.returned, announced = returned;
  let paused = sessionStorage.getItem('paused') === '1';

  const show = (...words) => {
    shown.replaceChildren(...words);
    button.textContent = paused ? 'Resume' : 'Pause';
  };
  const usual = () => show('Figures as of ', time, paused ? '. Paused.' : `. They ${box.dataset.how}.`);
  const lost = () => {
    const since = clock(heard, { hour: '2-digit', minute: '2-digit' });
    show(`Not connected since ${since}, trying again. Figures as of `, time, '.');
  };
  // Somebody is there, with the keyboard or marking text.
  const held = (region) => {
    const marked = getSelection();
    return region.contains(document.activeElement) || (!marked.isCollapsed && marked.getRangeAt(0).intersectsNode(region));
  };
  const fill = () => waiting.forEach((inside, region) => {
    if (held(region)) return;
    waiting.delete(region);
    if (region.innerHTML === inside) return;
    region.innerHTML = inside;
    region.classList.remove('moved');
    region.offsetWidth;
    region.classList.add('moved');
  });
  const speak = () => {
    const more = returned - announced;
    if (more < 1 || Date.now() - told < 3e4) return;
    const number = (n) => n.toLocaleString('en-GB');
    said.textContent = `${number(more)} more returned: ${number(returned)}${issued ? ` of ${number(issued)}` : ''}`;
    announced = returned;
    told = Date.now();
  };
  const hear = ({ data }) => {
    const event = JSON.parse(data);
    heard = Date.now();
    ({ returned, issued } = event);
    time.dateTime = event.at;
    time.textContent = clock(event.at);
    for (const [key, inside] of Object.entries(event.regions)) {
      const region = document.querySelector(`[data-live="${key}"]`);
      if (!region) continue;
      // As the browser would write it, so that only what differs is touched.
      const same = region.cloneNode();
      same.innerHTML = inside;
      waiting.set(region, same.innerHTML);
    }
    fill();
    speak();
    usual();
  };
  const close = () => {
    source?.close();
    clearInterval(timer);
    clearTimeout(again);
  };
  const open = () => {
    close();
    if (paused || document.hidden) return;
    source = new EventSource(box.dataset.source);
    source.onmessage = hear;
    source.onerror = () => {
      heard = Math.min(heard, Date.now() - 9e3);
      if (source.readyState > 1) again = setTimeout(open, 9e3);
    };
    timer = setInterval(() => (Date.now() - heard > 15e3 ? lost() : speak()), 1e3);
  };
  button.onclick = () => {
    paused = !paused;
    sessionStorage.setItem('paused', +paused);
    heard = Date.now();
    usual();
    open();
  };
  for (const kind of ['focusout', 'selectionchange']) document.addEventListener(kind, () => setTimeout(fill));
  document.addEventListener('visibilitychange', open);
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  usual();
  open();
})();
