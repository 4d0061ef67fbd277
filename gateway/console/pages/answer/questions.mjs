// Questions on every kind of scale. A question has a `field` to show; answer() and words() are what it says now, "" for
// nothing; fits() says whether that can be taken; give() puts an answer in; fault() says what is wrong with it.

const MOST_BYTES = 1000; // of words
const bytes = (text) => new TextEncoder().encode(text).length;

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function option(name, { code, label }) {
  return make("label", { className: "option" },
    make("input", { type: "radio", name, value: code }), make("span", { textContent: label }));
}

// Eleven numbers lie in a row, with the words of both ends below; others stand one below the other.
function choices(name, scale) {
  const numbered = scale.kind === "SCALE_KIND_ZERO_TO_TEN";
  if (!numbered) return [make("div", {}, ...scale.options.map((one) => option(name, one)))];
  const ends = [scale.options[0], scale.options.at(-1)].filter(({ code, label }) => label !== code);
  const row = make("div", { className: "row" },
    ...scale.options.map(({ code }) => option(name, { code, label: code })));
  const said = ends.map(({ code, label }) => make("span", { textContent: `${code}: ${label}` }));
  return [row, make("div", { className: "ends quiet" }, ...said)];
}

// A slider that nobody has touched is a skip, wherever its thumb stands.
function slider(scale, labelledBy) {
  const range = make("input", { type: "range", min: scale.low, max: scale.high, step: scale.step || 1 });
  range.setAttribute("aria-labelledby", labelledBy);
  const said = make("output", { className: "quiet" });
  const labels = new Map(scale.options.map(({ code, label }) => [code, label]));
  let touched = false;
  const show = () => {
    const label = labels.get(range.value) ?? range.value;
    said.textContent = touched ? label : "Not answered: move it, or tap it where it stands.";
    range.setAttribute("aria-valuetext", said.textContent);
  };
  const touch = () => { touched = true; show(); };
  range.addEventListener("input", touch);
  range.addEventListener("click", () => { touch(); range.dispatchEvent(new Event("change", { bubbles: true })); });
  show();
  return {
    parts: [range, said],
    answer: () => (touched ? range.value : ""),
    give: (value) => { touched = value !== ""; if (touched) range.value = value; show(); },
  };
}

function number(scale, labelledBy) {
  const field = make("input", { type: "number", inputMode: "numeric", min: scale.low, max: scale.high, step: scale.step || 1 });
  field.setAttribute("aria-labelledby", labelledBy);
  const hint = make("p", { className: "quiet", textContent: `A whole number from ${scale.low} to ${scale.high}.` });
  return { parts: [field, hint], answer: () => field.value, give: (value) => { field.value = value; } };
}

function words(label) {
  const field = make("textarea", { rows: 3 });
  const left = make("p", { className: "quiet wrong", hidden: true });
  field.addEventListener("input", () => {
    const over = bytes(field.value) - MOST_BYTES;
    left.hidden = over <= 0;
    left.textContent = `Too long by about ${over} letters.`;
  });
  const hint = make("p", { className: "quiet", textContent:
    "Please name nobody. Names and numbers are taken out, and your words are kept apart from your other answers." });
  return { parts: [make("label", {}, make("span", { textContent: label }), field), hint, left], field };
}

export function question(item, scale) {
  const legend = make("legend", { id: `q-${item.code}`, textContent: item.text });
  const fault = make("p", { className: "wrong", id: `f-${item.code}`, hidden: true });
  const field = make("fieldset", { tabIndex: -1 }, legend, fault);
  field.setAttribute("aria-describedby", fault.id);
  const radios = () => [...field.querySelectorAll("input[type=radio]")];
  const picked = () => radios().find((radio) => radio.checked)?.value ?? "";
  let own = { parts: [], answer: () => "", give: () => {} }, said = null;
  switch (scale.kind) {
    case "SCALE_KIND_TEXT": said = words("In your own words"); break;
    case "SCALE_KIND_NUMBER": own = number(scale, legend.id); break;
    case "SCALE_KIND_SLIDER": own = slider(scale, legend.id); break;
    default: own.parts = choices(item.code, scale);
  }
  if (scale.evidence) said = words("What does this rest on?");
  field.append(...own.parts);
  if (scale.notRelevant.length) {
    field.append(make("div", { className: "apart" }, ...scale.notRelevant.map((one) => option(item.code, one))));
  }
  if (said) field.append(...said.parts);
  const give = (answer, text) => {
    for (const radio of radios()) radio.checked = radio.value === answer;
    own.give(radios().some((radio) => radio.checked) ? "" : answer);
    if (said) said.field.value = text;
  };
  const result = {
    field, code: item.code, give, hasWords: said !== null,
    answer: () => picked() || own.answer(),
    words: () => said?.field.value.trim() ?? "",
    fits: () => [...field.querySelectorAll("input[type=number]")].every((one) => one.validity.valid) &&
      bytes(said?.field.value ?? "") <= MOST_BYTES,
    fault: (text) => { fault.textContent = text; fault.hidden = !text; },
  };
  const clear = make("button", { type: "button", className: "clear", textContent: "Clear this answer", hidden: true });
  clear.addEventListener("click", () => {
    give("", "");
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  result.show = () => { clear.hidden = !result.answer() && !result.words(); };
  // Who says that it does not apply has not said a number, and the other way round.
  field.addEventListener("change", ({ target }) => {
    if (target.type === "radio") own.give("");
    else if (target.type === "range" || target.type === "number") radios().forEach((radio) => { radio.checked = false; });
  });
  field.append(clear);
  return result;
}
