// Runs in every compared page before its own scripts, and notes when something was drawn: a Plotly
// figure or a text that changed in the document, a draw call of the map. The moment that counts is
// the frame after the last of them: what a reader waits for.
(() => {
  const TEXTS = ".atlas, #sentence, #answer, #figures, #latest";
  const watch = { painted: 0, clicked: 0, since: {}, draws: 0 };
  window.watch = watch;

  const note = (kind) => {
    watch.since[kind] = performance.now();
    watch.last = watch.since[kind];
    requestAnimationFrame(() => setTimeout(() => (watch.painted = performance.now())));
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
  const kindOf = (node) => {
    const found = element(node);
    if (!found) return null;
    if (found.closest(".js-plotly-plot") || found.querySelector?.(":scope > .js-plotly-plot")) return "chart";
    return found.closest(TEXTS) ? "text" : null;
  };
  new MutationObserver((records) => {
    for (const kind of new Set(records.map((record) => kindOf(record.target)))) if (kind) note(kind);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

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
    const parts = Object.fromEntries(
      Object.entries(watch.since).map(([kind, when]) => [kind, when - watch.clicked]));
    return { all: watch.painted - watch.clicked, draws: watch.draws, sent: 0, answered: 0, ...parts };
  };
})();
