// Draws the runbook of a run, and marks what goes on, is done or failed. Drawn by bpmn-js.
(function () {
  'use strict';
  var section = document.getElementById('runbook');
  var sheet = document.getElementById('sheet');
  if (!section || !window.BpmnJS) {
    return;
  }
  section.hidden = false;
  var viewer = new window.BpmnJS({
    container: document.getElementById('diagram'),
    bpmnRenderer: {defaultFillColor: '#ffffff', defaultStrokeColor: '#1b1f23', defaultLabelColor: '#1b1f23'}
  });
  // The wheel scrolls the page; whoever wants to zoom has buttons.
  viewer.get('zoomScroll').toggle(false);
  var drawn = false;
  var marked = [];

  function mark() {
    if (!drawn) {
      return;
    }
    var elements = viewer.get('elementRegistry');
    var canvas = viewer.get('canvas');
    var overlays = viewer.get('overlays');
    overlays.clear();
    marked.splice(0).forEach(function (it) { canvas.removeMarker(it.id, it.state); });
    document.querySelectorAll('#marks li').forEach(function (item) {
      var id = item.dataset.step;
      if (!elements.get(id)) {
        return;
      }
      canvas.addMarker(id, item.dataset.state);
      marked.push({id: id, state: item.dataset.state});
      var note = document.createElement('span');
      note.className = 'note ' + item.dataset.state;
      note.textContent = item.textContent;
      overlays.add(id, {position: {bottom: 4, left: 0}, html: note});
    });
  }

  function fit() {
    viewer.get('canvas').zoom('fit-viewport', 'auto');
  }

  // On a phone the whole would be too small to read: what goes on is shown.
  function nearer() {
    var now = marked.filter(function (it) { return it.state === 'now'; }).pop() || marked[marked.length - 1];
    if (now && window.innerWidth < 700) {
      viewer.get('canvas').zoom(0.8);
      viewer.get('canvas').scrollToElement(now.id, 60);
    }
  }

  function draw() {
    drawn = false;
    marked = [];
    fetch(sheet.value, {credentials: 'same-origin'})
      .then(function (answer) { return answer.text(); })
      .then(function (xml) { return viewer.importXML(xml); })
      .then(function () {
        drawn = true;
        fit();
        mark();
        nearer();
      })
      .catch(function () { section.hidden = true; });
  }

  sheet.addEventListener('change', draw);
  section.querySelectorAll('[data-zoom]').forEach(function (button) {
    button.addEventListener('click', function () {
      var canvas = viewer.get('canvas');
      if (button.dataset.zoom === 'fit') { fit(); } else { canvas.zoom(canvas.zoom() * Number(button.dataset.zoom)); }
    });
  });
  document.addEventListener('drillbook:fresh', mark);
  draw();
})();
