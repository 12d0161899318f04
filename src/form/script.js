(function () {
  var form = document.forms[0], words = form.dataset, button = form.querySelector("#send button");
  var sending = false, timer = 0, tries = 0;

  // Sending: once at a time, and again by itself while the connection is away.
  function say(id) {
    ["lost", "busy"].forEach(function (name) { document.getElementById(name).hidden = name !== id; });
  }
  function later(id, seconds) {
    sending = false;
    button.textContent = words.send;
    say(id);
    if (tries++ < 20) timer = setTimeout(send, 1000 * Math.min(60, seconds * tries));
  }
  function send() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    button.textContent = words.sending;
    fetch(location.href.split("#")[0], { method: "POST", body: new URLSearchParams(new FormData(form)), cache: "no-store" })
      .then(function (answer) {
        if (answer.ok && answer.redirected) { form.reset(); location.replace(answer.url); }
        else if (answer.status === 503 || answer.status === 429) later("busy", +answer.headers.get("Retry-After") || 5);
        else if (answer.status === 408) later("lost", 3);
        else form.submit();
      }, function () { later("lost", 3); });
  }
  form.querySelector("button").addEventListener("click", function (event) { event.preventDefault(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); tries = 0; send(); });

  // What only works with a script is told by the script.
  var keys = document.getElementById("keys");
  if (keys) keys.hidden = false;

  // Counting what is written, as people count.
  var segments = window.Intl && Intl.Segmenter && new Intl.Segmenter();
  function length(text) {
    text = text.trim();
    return segments ? Array.from(segments.segment(text)).length : Array.from(text).length;
  }
  form.querySelectorAll("textarea").forEach(function (box) {
    var line = document.createElement("p"), wait = 0;
    line.className = "hint";
    line.setAttribute("role", "status");
    box.after(line);
    box.addEventListener("input", function () {
      clearTimeout(wait);
      wait = setTimeout(function () {
        var left = box.dataset.most - length(box.value);
        line.textContent = left < 0 ? words.over + " " + -left : left < 500 ? words.left + " " + left : "";
      }, 500);
    });
  });

  // Reading a question aloud with a voice of this device. What was answered is never spoken.
  var speech = window.speechSynthesis, lang = document.documentElement.lang, offered = false;
  function offer() {
    var voice = speech.getVoices().filter(function (v) { return v.localService && v.lang.slice(0, 2) === lang; })[0];
    if (!voice || offered) return;
    offered = true;
    form.querySelectorAll("fieldset, #start").forEach(function (part) {
      var listen = document.createElement("button");
      listen.type = "button";
      listen.className = "listen";
      listen.textContent = words.listen;
      listen.addEventListener("click", function () {
        var speaking = speech.speaking;
        speech.cancel();
        if (speaking) return;
        part.querySelectorAll("h2, .hint, label, #start p, #start li").forEach(function (text) {
          var words = new SpeechSynthesisUtterance(text.textContent);
          words.voice = voice;
          words.lang = voice.lang;
          speech.speak(words);
        });
      });
      (part.querySelector("legend") || part.firstElementChild).after(listen);
    });
  }
  if (speech) { offer(); speech.addEventListener && speech.addEventListener("voiceschanged", offer); }
  addEventListener("hashchange", function () { if (speech) speech.cancel(); });
})();
