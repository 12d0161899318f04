(() => {
  let form, button, to, place, mark, own, first, kept, done, sending, timer, wait, tries, offered, link;
  const speech = window.speechSynthesis;
  const say = text => form.getAttribute("data-" + text);
  const each = (selector, what) => document.querySelectorAll(selector).forEach(what);
  const answers = () => "" + new URLSearchParams(new FormData(form));

  // What this tab keeps: the ticket and mark of a form on its way, so that a reload sends no second response; and the
  // answers, where somebody chose so. Storage may be forbidden.
  const store = () => {
    try {
      if (!done && (kept || sending)) sessionStorage.setItem(place, [to, mark, kept ? answers() : ""].join(" "));
      else sessionStorage.removeItem(place);
    } catch {}
  };
  const restore = () => {
    try {
      const was = sessionStorage.getItem(place).split(" "), values = new URLSearchParams(was[2]);
      to = was[0];
      mark = was[1];
      first = was;
      if (!was[2]) return;
      kept = true;
      each("form [name]:not(button)", part => {
        if (/radio|checkbox/.test(part.type)) part.checked = values.getAll(part.name).includes(part.value);
        else part.value = values.get(part.name) || "";
      });
    } catch {}
  };

  // The ticket of an open link leaves the address bar, so that a shared address opens a form of its own.
  const address = () => {
    const url = new URL(to), parts = url.pathname.split("/");
    if (parts[1] !== "s") return;
    own = /^[\w-]{22}$/.test(parts[3]);
    place = own ? "/s/" + parts[2] : url.pathname;
    history.replaceState(history.state, "", place + url.search + location.hash);
  };

  // A page that has just come into view.
  const start = () => {
    form = document.forms[0];
    button = document.getElementById("sends");
    tries = offered = 0;
    form.setAttribute("autocomplete", "off");
    each("textarea", part => part.insertAdjacentHTML("afterend", "<p class=hint role=status>"));
    each("footer small", part => part.remove());
    each("#keys, #keeps", part => part.hidden = false);
    each("#keep", part => part.checked = kept);
    if (button) to = new URL(button.getAttribute("formaction"), to).href.split("#")[0];
    address();
    offer();
  };
  // Shows another page in place of this one, without a new entry in the browser's history.
  const show = (text, hash) => {
    const state = history.state;
    document.replaceChild(new DOMParser().parseFromString(text, "text/html").documentElement, document.documentElement);
    start();
    location.replace(hash);
    history.replaceState(state, "");
    store();
  };

  // Sending: once at a time, and again by itself while the connection is away.
  const warn = (id, place) => each("#lost, #busy", part => {
    part.hidden = part.id !== id;
    place.before(part);
  });
  const later = (id, seconds) => {
    sending = false;
    button.textContent = say("send");
    warn(id, button);
    if (tries++ < 20) timer = setTimeout(send, 1e3 * Math.min(60, seconds * tries));
  };
  const post = text => fetch(to, { method: "POST", body: new URLSearchParams(answers() + "&~mark=" + mark + text) });
  // Only a page with these answers in it may take the place of this one: what a proxy or a filter shows does not.
  const answered = answer => {
    if (answer.headers.get("speir") !== "answers") throw answer;
    return answer.text();
  };
  const send = () => {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    store();
    button.textContent = say("sending");
    first = first || answers();
    // Whatever became of an earlier try, a ticket of this page alone with these answers is theirs.
    post(own && first === answers() ? "&~own=1" : "").then(answer => {
      if (answer.headers.get("speir") === "thanks") {
        done = true;
        store();
        speirOut(() => location.replace(answer.url));
        return;
      }
      const again = answer.headers.get("Retry-After");
      if (again) later("busy", +again);
      else return answered(answer).then(text => {
        sending = false;
        show(text, "#top");
      });
    }).catch(() => later("lost", 3));
  };

  const shut = () => each("#inside", part => {
    part.remove();
    link.focus();
  });
  addEventListener("submit", event => { event.preventDefault(); tries = 0; send(); });
  addEventListener("leave", () => { done = true; store(); });
  addEventListener("beforeunload", event => {
    if (!done && /=[^&]/.test(answers())) { event.preventDefault(); event.returnValue = true; }
  });
  addEventListener("click", event => {
    const at = event.target.closest("form button, footer nav a, #inside button");
    if (!at || at.id === "sends") return;
    event.preventDefault();
    if (at.hidden) return;
    // Another language: the page comes back with the answers in it.
    if (at.name) post("&~lang=" + at.value).then(answered).then(text => show(text, location.hash || "#start")).catch(() => warn("lost", at.parentNode));
    // Pages beside the form open inside it, or where they cannot be fetched, beside it.
    else if (at.href) link = at, fetch(at.href + "&part").then(answer => answer.text()).then(text => {
      if (!/"inside/.test(text)) throw text;
      shut();
      at.parentNode.insertAdjacentHTML("afterend", text);
      each("#inside", part => part.focus());
    }).catch(() => open(at.href));
    else if (at.className) read(at.closest("fieldset, #start"));
    else shut();
  });
  addEventListener("keydown", event => { if (event.key === "Escape") shut(); });

  // Counting what is written, as the service does.
  addEventListener("input", event => {
    const box = event.target, most = box.dataset.most;
    if (box.id === "keep") kept = box.checked;
    store();
    clearTimeout(wait);
    if (most) wait = setTimeout(() => {
      const text = box.value.trim(), left = most - Array.from(text).length;
      box.nextSibling.textContent = left < 0 ? say("over") + " " + -left : left < 500 ? say("left") + " " + left : "";
    }, 500);
  });

  // Reading a question aloud with a voice of this device. What was answered is never spoken.
  const voice = () => speech.getVoices().find(part => part.localService && part.lang.slice(0, 2) === document.documentElement.lang);
  const offer = () => {
    if (!speech || offered || !voice()) return;
    offered = true;
    each("legend, #start>.card", part => {
      part.insertAdjacentHTML("afterend", "<button type=button class=listen></button>");
      part.nextSibling.textContent = say("listen");
    });
  };
  const read = part => {
    const speaking = speech.speaking;
    speech.cancel();
    if (!speaking) part.querySelectorAll("h2, .hint, label, #start p, #start li").forEach(part => {
      const words = new SpeechSynthesisUtterance(part.textContent);
      words.voice = voice();
      words.lang = words.voice.lang;
      speech.speak(words);
    });
  };
  if (speech) {
    speech.onvoiceschanged = offer;
    addEventListener("hashchange", () => speech.cancel());
  }

  mark = Array.from(crypto.getRandomValues(new Uint8Array(21)), part => (part % 36).toString(36)).join("") + "A";
  to = location.href.split("#")[0];
  address();
  // A ticket that nobody else can have, even where the address with its ticket was passed on.
  if (own) to = location.origin + place + "/" + mark + location.search;
  restore();
  start();
})();
