// Runs in every compared page before its own scripts, and notes when something changed: a chart
// or a text in the document, a draw call of the map. The moment that counts is when the
// frame with the last of them was on the screen. Scripts are not told that of a canvas, so each
// frame with a change gets a mark of its own, a dot of text whose showing the browser reports
// (Element Timing): a page that is done while the compositor still paints is not yet drawn.
(() => {
  const CHARTS = ".js-plotly-plot, .atlas .columns";
  const TEXTS = ".atlas, #sentence, #answer, #figures, #latest";
  const watch = { clicked: 0, since: {}, draws: 0, marks: 0, shown: 0, painted: 0 };
  window.watch = watch;

  let marked = false;
  const mark = () => {
    if (marked || !document.body) return;
    marked = true;
    requestAnimationFrame(() => (marked = false));
    const dot = document.createElement("b");
    dot.setAttribute("elementtiming", String(++watch.marks));
    dot.style = "position:absolute;top:0;left:0;font-size:4px;z-index:9999999;pointer-events:none";
    dot.textContent = ".";
    document.body.append(dot);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Number(entry.identifier) <= watch.shown) continue;
      watch.shown = Number(entry.identifier);
      watch.painted = entry.renderTime;
      entry.element?.remove();
    }
  }).observe({ type: "element", buffered: true });

  const note = (kind) => {
    watch.since[kind] = performance.now();
    watch.last = watch.since[kind];
    mark();
  };

  for (const type of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
      const draw = type?.prototype[name];
      if (!draw) continue;
      type.prototype[name] = function (...args) {
        watch.draws += 1;
        note("map");
        return draw.apply(this, args);
      };
    }
  }

  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const holds = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(CHARTS) || node.querySelector(CHARTS));
  const kindsOf = ({ target, addedNodes }) => {
    const found = element(target);
    const chart = found?.closest(CHARTS) || [...addedNodes].some(holds);
    return [chart && "chart", found?.closest(TEXTS) && "text"].filter(Boolean);
  };
  new MutationObserver((records) => new Set(records.flatMap(kindsOf)).forEach(note))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  document.addEventListener("click", (event) => {
    if (!watch.armed) return;
    watch.clicked = event.timeStamp;
    watch.since = {};
    watch.draws = 0;
    watch.armed = false;
  }, true);

  // When a filter change left the browser, and when the last of its answer came.
  const sent = () => {
    if (watch.clicked && !("sent" in watch.since)) watch.since.sent = performance.now();
  };
  const answered = () => (watch.since.answered = performance.now());
  const RealSocket = window.WebSocket;
  window.WebSocket = class extends RealSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", answered);
    }
    send(data) {
      sent();
      super.send(data);
    }
  };
  const realFetch = window.fetch;
  window.fetch = async (...args) => {
    const isUpdate = String(args[0]?.url ?? args[0]).includes("_dash-update-component");
    if (isUpdate) sent();
    const response = await realFetch(...args);
    if (isUpdate) answered();
    return response;
  };

  const busy = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (app) return app.dataset.testScriptState !== "notRunning";
    return document.title === "Updating..." || !!document.querySelector("._dash-loading");
  };
  // The milliseconds from the click (from the start of the visit, if none) until all was drawn, as
  // soon as nothing more has been drawn for a while; null until then.
  window.drawnAfter = (quiet) => {
    const complete = ["chart", "map", "text"].every((kind) => kind in watch.since);
    if (watch.armed || busy() || !complete || performance.now() - watch.last < quiet) return null;
    if (watch.shown < watch.marks) return null;
    const parts = Object.fromEntries(
      Object.entries(watch.since).map(([kind, when]) => [kind, when - watch.clicked]));
    return { all: watch.painted - watch.clicked, draws: watch.draws, sent: 0, answered: 0, ...parts };
  };
})();
