// Keeps a page up to date: the server says that something changed, the page fetches itself and takes over what differs.
(function () {
  'use strict';
  var sign = document.getElementById('live');
  if (!sign) {
    return;
  }
  var ANEW = 30000; // figures age without any event
  var SILENCE = 25000; // the server beats every nine seconds
  var began = performance.now();
  var server = Number(sign.dataset.now);
  var known = new Map();
  var source = null;
  var heard = performance.now();
  var lostSince = '';
  var failures = 0;
  var busy = false;
  var again = false;

  function parts(root) {
    return root.querySelectorAll('[data-part]');
  }

  // What the server sent, not what clocks have made of it since.
  parts(document).forEach(function (part) { known.set(part.id, part.innerHTML); });

  function time() {
    return new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', timeZone: sign.dataset.zone})
      .format(new Date(server + performance.now() - began));
  }

  function say(text, className) {
    if (sign.textContent !== text) { sign.textContent = text; }
    sign.className = 'live ' + className;
  }

  function lost() {
    lostSince = lostSince || time();
    say('▲ not live since ' + lostSince, 'lost');
  }

  function alive() {
    heard = performance.now();
    lostSince = '';
    say('● live', 'on');
  }

  function selector(element) {
    return element.id ? '#' + CSS.escape(element.id)
      : element.getAttribute('href') ? 'a[href="' + CSS.escape(element.getAttribute('href')) + '"]' : null;
  }

  function take(fresh) {
    parts(document).forEach(function (part) {
      var other = fresh.getElementById(part.id);
      if (!other || known.get(part.id) === other.innerHTML) { return; }
      known.set(part.id, other.innerHTML);
      var focused = part.contains(document.activeElement) ? selector(document.activeElement) : null;
      other.querySelectorAll('details[id]').forEach(function (details) {
        var old = document.getElementById(details.id);
        details.open = old ? old.open : details.open;
      });
      part.replaceChildren.apply(part, Array.from(other.childNodes));
      if (focused && part.querySelector(focused)) { part.querySelector(focused).focus({preventScroll: true}); }
    });
    document.title = fresh.title;
    document.dispatchEvent(new Event('drillbook:fresh'));
  }

  function refresh() {
    if (busy || document.hidden) {
      again = busy;
      return;
    }
    busy = true;
    fetch(location.href, {headers: {Accept: 'text/html'}, cache: 'no-store', credentials: 'same-origin'})
      .then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.text();
      })
      .then(function (text) { take(new DOMParser().parseFromString(text, 'text/html')); })
      .catch(lost)
      .then(function () {
        busy = false;
        if (again) {
          again = false;
          setTimeout(refresh, 1000);
        }
      });
  }

  function connect() {
    heard = performance.now();
    source = new EventSource(sign.dataset.events);
    source.onopen = function () {
      if (lostSince) { refresh(); }
      failures = 0;
      alive();
    };
    source.addEventListener('beat', alive);
    source.addEventListener('changed', function () {
      alive();
      refresh();
    });
    source.onerror = reconnect;
  }

  // A stream that ends after its time is opened again at once; the page tells of it only where that fails.
  function reconnect() {
    source.close();
    source = null;
    failures += 1;
    if (failures > 1) { lost(); }
    setTimeout(connect, failures > 1 ? 5000 : 300);
  }

  connect();
  setInterval(function () {
    if (source && performance.now() - heard > SILENCE) {
      lost();
      reconnect();
    }
  }, 1000);
  setInterval(refresh, ANEW);
  document.addEventListener('visibilitychange', refresh);
})();
