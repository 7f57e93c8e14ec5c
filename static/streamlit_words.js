// Says the words of Streamlit's own controls (labels for screen readers, «No results» …) in the
// reader's language, for which Streamlit has no setting. What is not in the list stays as it is.
// «…» at the end or the beginning of a text stands for any other text: a name, a number.

const ATTRIBUTES = ["aria-label", "placeholder", "title"];
const CONTROLS = `[${ATTRIBUTES.join("],[")}]`;
const OURS = ".atlas, svg, canvas, [data-testid='stMarkdownContainer'], [data-testid='stPlotlyChart'] *";
const UPLOADER = "[data-testid='stFileUploaderDropzone']"; // whose button is drawn as Markdown
const LONGEST = 300;

const said = new WeakMap(); // node -> name of what was said -> {from, to}
let texts = {};
let observer = null;

function translated(text) {
  if (text in texts) return texts[text];
  for (const [from, to] of Object.entries(texts)) {
    const start = from.endsWith("…") ? from.slice(0, -1) : null;
    if (start && text.startsWith(start)) return to.replace("…", () => text.slice(start.length));
    const end = from.startsWith("…") ? from.slice(1) : null;
    if (end && text.endsWith(end)) return to.replace("…", () => text.slice(0, -end.length));
  }
  return text;
}

function isOurs(element) {
  return element.closest(OURS) && !element.closest(UPLOADER);
}

// Starts from what Streamlit wrote, so that another language does not translate a translation.
function say(node, name, current, write) {
  if (!current || current.length > LONGEST) return;
  const before = said.get(node)?.[name];
  const from = before?.to === current ? before.from : current;
  const to = translated(from);
  if (to === current) return;
  write(to);
  said.set(node, { ...said.get(node), [name]: { from, to } });
}

function sayAttributes(element) {
  for (const name of ATTRIBUTES) {
    say(element, name, element.getAttribute(name), (text) => element.setAttribute(name, text));
  }
}

function sayText(node) {
  const around = node.parentElement;
  if (!around || !isOurs(around)) say(node, "text", node.nodeValue, (text) => (node.nodeValue = text));
}

function sayAll(root) {
  if (root.nodeType === Node.TEXT_NODE) return sayText(root);
  if (root.nodeType !== Node.ELEMENT_NODE || isOurs(root)) return;
  sayAttributes(root);
  for (const element of root.querySelectorAll(CONTROLS)) if (!isOurs(element)) sayAttributes(element);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) sayText(walker.currentNode);
}

function changed(records) {
  for (const { type, target, addedNodes } of records) {
    if (type === "childList") addedNodes.forEach(sayAll);
    else if (type === "characterData") sayText(target);
    else if (!isOurs(target)) sayAttributes(target);
  }
}

export function speak(wanted) {
  if (JSON.stringify(wanted) === JSON.stringify(texts)) return;
  texts = wanted;
  sayAll(document.body);
  if (observer) return;
  observer = new MutationObserver(changed);
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}
