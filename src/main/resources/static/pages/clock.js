// Counts on from the server's time: a browser's own clock may be wrong, its stopwatch is not.
(function () {
  'use strict';
  var face = document.querySelector('.clock');
  if (!face || face.dataset.mode === 'stopped') {
    return;
  }
  var began = performance.now();
  var number = function (name) { return Number(face.dataset[name]); };
  var figures = face.querySelector('.figures');
  var label = face.querySelector('.label');

  function two(value) {
    return (value < 10 ? '0' : '') + value;
  }

  function written(milliseconds) {
    var seconds = Math.floor(Math.abs(milliseconds) / 1000);
    return Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
  }

  function state(now) {
    if (now >= number('from')) { return 'over'; }
    if (now >= number('late')) { return 'late'; }
    return now >= number('half') ? 'half' : 'fine';
  }

  function show() {
    var now = number('now') + performance.now() - began;
    figures.textContent = written(number('from') - now);
    if (face.dataset.mode === 'down') {
      face.className = 'clock ' + state(now);
      label.textContent = now >= number('from') ? face.dataset.over : face.dataset.left;
    }
  }

  show();
  setInterval(show, 1000);
})();
