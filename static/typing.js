// Takes what somebody types into the form's texts while they type. Streamlit takes a long text only
// when its field is left: until then it would be in the browser alone, and lost with the page.

const LONG = "[data-testid='stTextArea'] textarea";
const SHORT = "[data-testid='stTextInput'] input";
const PAUSE = 600;
const waiting = new WeakMap();

// Both keys are those by which Streamlit's own fields hand over their text.
function take(field) {
  if (!field.isConnected || field.disabled) return;
  const key = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: field.matches(LONG), bubbles: true, cancelable: true };
  // A key that never came up again would be taken for a part of every shortcut that follows.
  for (const type of ["keydown", "keyup"]) field.dispatchEvent(new KeyboardEvent(type, key));
}

function typed({ target, isComposing }) {
  if (!(target instanceof HTMLTextAreaElement) || !target.matches(LONG)) return;
  clearTimeout(waiting.get(target));
  if (!isComposing) waiting.set(target, setTimeout(take, PAUSE, target));
}

// Saving by keyboard leaves no field, so what stands in it is taken first.
function pressed(event) {
  const { key, ctrlKey, metaKey, target } = event;
  if ((ctrlKey || metaKey) && key.toLowerCase() === "s" && target instanceof HTMLElement && target.matches(`${LONG}, ${SHORT}`)) {
    clearTimeout(waiting.get(target));
    take(target);
  }
}

export function listen() {
  // The same listeners are added once, however often they are asked for.
  document.addEventListener("input", typed, true);
  document.addEventListener("keydown", pressed, true);
}
