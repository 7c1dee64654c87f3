// Counts on from the server's time: a browser's own clock may be wrong, its stopwatch is not.
(function () {
  'use strict';
  var began = new WeakMap();

  function two(value) {
    return (value < 10 ? '0' : '') + value;
  }

  function written(milliseconds) {
    var seconds = Math.floor(Math.abs(milliseconds) / 1000);
    return Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
  }

  function state(now, data) {
    if (now >= Number(data.from)) { return 'over'; }
    if (now >= Number(data.late)) { return 'late'; }
    return now >= Number(data.half) ? 'half' : 'fine';
  }

  function show(face) {
    var data = face.dataset;
    if (!began.has(face)) { began.set(face, performance.now()); }
    var now = Number(data.now) + performance.now() - began.get(face);
    face.querySelector('.figures').textContent = written(Number(data.from) - now);
    if (data.mode === 'down') {
      face.className = 'clock ' + state(now, data);
      face.querySelector('.label').textContent = now >= Number(data.from) ? data.over : data.left;
    }
  }

  function all() {
    document.querySelectorAll('.clock:not([data-mode=stopped])').forEach(show);
  }

  all();
  setInterval(all, 1000);
  // The clock stops when the service is confirmed; only the server knows. Nothing else on the page moves.
  function fetchAnew() {
    fetch(location.href, {cache: 'no-store', credentials: 'same-origin'})
      .then(function (answer) { return answer.ok ? answer.text() : ''; })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('.clock');
        if (fresh) { document.querySelector('.clock').replaceWith(document.importNode(fresh, true)); }
        all();
      })
      .catch(function () { /* the figures go on; the next try may reach the server */ });
  }

  if (document.body.classList.contains('framed') && document.querySelector('.clock:not([data-mode=stopped])')) {
    setInterval(fetchAnew, 20000);
  }
  if (document.body.dataset.anew) {
    setTimeout(function () { location.reload(); }, Number(document.body.dataset.anew) * 1000);
  }
  // Parts of a page that were fetched anew bring new clocks.
  document.addEventListener('drillbook:fresh', all);
})();
