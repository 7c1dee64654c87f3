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
  // Parts of a page that were fetched anew bring new clocks.
  document.addEventListener('drillbook:fresh', all);
})();
