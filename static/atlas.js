// Draws the small documents that ui/document.py sends: [tag, attributes, [children]], or a text.
// Text only ever becomes a text node; tags and attributes outside the lists below are refused,
// so a record cannot bring markup, scripts or addresses of its own into the page.

const SVG = new Set(["svg", "g", "rect", "path", "line", "circle", "title"]);
const TAGS = new Set([
  ...SVG, "a", "article", "button", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "header",
  "li", "nav", "ol", "p", "section", "small", "span", "strong", "summary", "table", "tbody", "td", "th",
  "thead", "time", "tr", "ul", "caption", "bdi", "img", "del", "ins", "form", "input",
]);
const ATTRIBUTES = new Set([
  "class", "href", "title", "role", "id", "lang", "dir", "datetime", "scope", "open", "tabindex", "colspan",
  "viewBox", "preserveAspectRatio", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "width", "height",
  "copy", "disabled", "alt", "method", "type", "name", "value",
]);

const isSafeAddress = (address) => /^(https?:\/\/|mailto:|\.\/|[a-z_-]*(\?|$)|#)/i.test(address) && !/^javascript/i.test(address);

function setAttribute(element, name, value) {
  if (name.startsWith("--")) element.style.setProperty(name, value);
  else if (name === "href" && !isSafeAddress(value)) return;
  else if (name === "action" && /^[a-z-]+$/.test(value)) element.setAttribute(name, value);
  else if (name === "src" && element.localName === "img" && value.startsWith("data:image/")) element.setAttribute(name, value);
  else if (ATTRIBUTES.has(name) || name.startsWith("aria-") || name.startsWith("data-")) element.setAttribute(name, value);
}

function create(spec) {
  if (typeof spec === "string") return document.createTextNode(spec);
  const [tag, attributes, children] = spec;
  if (!TAGS.has(tag)) throw new Error(`a document may not hold <${tag}>`);
  const element = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  if (tag === "a" && /^https?:/i.test(attributes.href ?? "")) {
    element.target = "_blank";
    element.rel = "noopener noreferrer";
  }
  element.replaceChildren(...children.map(remember));
  return element;
}

function remember(spec) {
  const node = create(spec);
  node.atlasSpec = JSON.stringify(spec);
  return node;
}

// Keeps every node whose description did not change, so that focus and open details survive a rerun.
function patch(parent, specs) {
  const present = [...parent.childNodes];
  specs.forEach((spec, index) => {
    const old = present[index];
    if (!old) parent.append(remember(spec));
    else if (old.atlasSpec !== JSON.stringify(spec)) update(old, spec);
  });
  present.slice(specs.length).forEach((node) => node.remove());
}

function update(old, spec) {
  const sameTag = Array.isArray(spec) && old.nodeType === Node.ELEMENT_NODE && old.localName === spec[0];
  if (!sameTag) return old.replaceWith(remember(spec));
  const [, attributes, children] = spec;
  // What the reader opened stays open.
  for (const { name, value } of [...old.attributes]) {
    if (name !== "open" && attributes[name] !== value) old.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) setAttribute(old, name, value);
  patch(old, children);
  old.atlasSpec = JSON.stringify(spec);
}

// A plain click on an inner link goes through the open session; every other click is the browser's.
function follow(event, component) {
  const target = event.target.closest("a[data-inner], button[copy]");
  if (!target) return;
  if (target.localName === "button") return copyAddress(target);
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  component.setTriggerValue("link", target.getAttribute("href"));
}

async function copyAddress(button) {
  const address = document.location.href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: address });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const label = button.textContent;
  button.textContent = button.getAttribute("copy");
  button.addEventListener("blur", () => (button.textContent = label), { once: true });
  button.addEventListener("pointerleave", () => (button.textContent = label), { once: true });
}

const widthClass = () => (window.innerWidth < 640 ? "narrow" : window.innerWidth < 1100 ? "medium" : "wide");

// The server lays out and frames maps for one of three widths; it hears when its guess was wrong.
function reportWidth({ parentElement, data, setStateValue }) {
  parentElement.atlasWidth = data.width;
  if (parentElement.atlasReport) window.removeEventListener("resize", parentElement.atlasReport);
  const report = () => {
    if (!parentElement.isConnected) return window.removeEventListener("resize", report);
    const width = widthClass();
    if (width === parentElement.atlasWidth) return;
    parentElement.atlasWidth = width;
    setStateValue("width", width);
  };
  parentElement.atlasReport = report;
  window.addEventListener("resize", report);
  report();
}

// How many writes there have been, as the server tells it over a connection of its own. A page that
// shows another number runs again, once somebody looks at it.
const writes = { told: null, shown: null, asked: null, tell: null, pause: 1000 };

function catchUp() {
  const { told, shown, asked, tell } = writes;
  if (told === null || told === shown || told === asked || document.hidden) return;
  writes.asked = told;
  tell("revision", told);
}

function listen() {
  const address = new URL("revisions", document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = address.hash = "";
  const socket = new WebSocket(address);
  socket.onmessage = ({ data }) => {
    writes.pause = 1000;
    writes.told = Number(data);
    catchUp();
  };
  socket.onclose = () => {
    setTimeout(listen, writes.pause);
    writes.pause = Math.min(2 * writes.pause, 30000);
  };
}

// After a lost connection the page may have another server before it, one that does not know of it:
// it runs again at once, because the first thing that somebody types would be lost to that.
function beginAgain() {
  const app = document.querySelector("[data-testid='stApp']");
  let connected = true;
  new MutationObserver(() => {
    const before = connected;
    connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && !before) writes.tell("revision", writes.shown);
  }).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

function watchWrites({ data, setTriggerValue }) {
  const first = writes.tell === null;
  writes.shown = data.revision;
  writes.tell = setTriggerValue;
  if (!first) return catchUp();
  document.addEventListener("visibilitychange", catchUp);
  beginAgain();
  listen();
}

// What answers to something that the reader did elsewhere on the page comes into view, once each time.
function drawAttention(root) {
  const wanted = root.querySelector("[data-attention]");
  const asked = wanted?.dataset.attention;
  if (asked && asked !== root.atlasAttention) {
    requestAnimationFrame(() => {
      wanted.focus({ preventScroll: true });
      wanted.scrollIntoView({ block: "center" });
    });
  }
  root.atlasAttention = asked;
}

export default function draw(component) {
  const { parentElement, data } = component;
  let root = parentElement.querySelector(":scope > .atlas");
  if (!root) {
    root = document.createElement("div");
    root.className = "atlas";
    parentElement.append(root);
  }
  root.onclick = (event) => follow(event, component);
  patch(root, data.nodes);
  drawAttention(root);
  if (data.language) document.documentElement.lang = data.language;
  if (data.width) reportWidth(component);
  if (data.typing) import(new URL(data.typing, document.baseURI).href).then(({ listen }) => listen());
  if (data.revision !== undefined) watchWrites(component);
  if (data.speech) import(new URL(data.speech, document.baseURI).href).then(({ speak }) => speak(data.words));
}
