// Answers an invitation: what is asked, saved as it is given, sent once. No cookie, no storage, and
// nothing but the link says who this might be.
import { linkIn, newRequestId, save, start, submit } from "./calls.mjs";
import { make, question } from "./questions.mjs";

const page = document.getElementById("page");
const GROUPS = {
  STAFF_GROUP_GP: "GPs", STAFF_GROUP_NURSE: "nurses", STAFF_GROUP_DIRECT_PATIENT_CARE: "other clinical staff",
  STAFF_GROUP_ADMIN: "reception and administration", STAFF_GROUP_OTHER: "other staff",
};
const SAVE_AFTER = 1200; // milliseconds without a change

function say(title, ...paragraphs) {
  page.replaceChildren(make("h1", { textContent: title }),
    ...paragraphs.map((textContent) => make("p", { textContent })));
  document.title = title;
  page.focus();
}

const notValid = () => say("This link cannot be used",
  "It may have been used already, it may have run out, or a part of it may be missing.",
  "If it came on paper, see whether all of it is there. Whoever gave it to you can give you another one.");

function refusal(error, again) {
  if (error.reason === "INVITATION_NOT_VALID") return notValid();
  say("That did not work", error.message, "Nothing is lost. Please try again in a moment.");
  const button = make("button", { type: "button", className: "main", textContent: "Try again" });
  button.addEventListener("click", again);
  page.append(button);
}

function introduction(started) {
  const { questions } = started;
  const until = started.expireTime && new Date(started.expireTime).toLocaleString(
    document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const parts = [make("h1", { textContent: started.waveDisplayName || questions.title })];
  if (questions.introduction) parts.push(make("p", { textContent: questions.introduction }));
  const group = GROUPS[started.staffGroup];
  parts.push(make("div", { className: "note" },
    make("p", { textContent: "Nobody can see who answered, or when. Results show groups alone, never one person." +
      (group ? ` Your answers count among those of ${group}.` : "") }),
    make("p", { textContent: "You may leave out any question. What you answer is saved, so you can stop and " +
      "come back with the same link" + (until ? `, until ${until}.` : ".") })));
  return parts;
}

// In the order of the instrument, a heading where a section begins.
function body(instrument) {
  const scales = new Map(instrument.scales.map((scale) => [scale.id, scale]));
  const sections = new Map(instrument.sections.map((section) => [section.code, section]));
  const parts = [], questions = [];
  let at = "";
  for (const item of instrument.items) {
    const section = item.section !== at && sections.get(item.section);
    at = item.section;
    if (section) {
      parts.push(make("h2", { textContent: section.title }));
      if (section.introduction) parts.push(make("p", { textContent: section.introduction }));
    }
    const made = question(item, scales.get(item.scale));
    questions.push(made);
    parts.push(made.field);
  }
  return { parts, questions };
}

// Everything that is on the page. An answer taken back is sent as an empty one, or what was saved counts.
function given(questions, empty) {
  const answers = {}, words = {};
  for (const one of questions) {
    if (!empty && !one.fits()) continue; // it is refused when it is sent, and must not hold up the rest
    if (empty || one.answer()) answers[one.code] = one.answer();
    if (one.words() || (empty && one.hasWords)) words[one.code] = one.words();
  }
  return { answers, words };
}

// Saves a little after the last change, one call at a time, and at once when the page is left.
function saver(link, questions, tell) {
  let timer = 0, running = Promise.resolve(), due = false, ended = false;
  const now = (keepalive) => {
    clearTimeout(timer);
    if (!due || ended) return running;
    due = false;
    tell("Saving ...");
    running = running.then(() => save(link, given(questions, false), keepalive)).then(
      () => tell(due ? "" : "Saved."),
      (error) => { due = true; tell(error.passing ? "Not saved yet: no connection. It will be tried again." : error.message); });
    return running;
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) now(true); });
  addEventListener("online", () => now(false));
  return {
    changed: () => { due = true; clearTimeout(timer); timer = setTimeout(now, SAVE_AFTER); },
    // What is under way must not overtake the answers themselves.
    end: () => { ended = true; clearTimeout(timer); return running; },
    resume: () => { ended = false; },
  };
}

function foot(total) {
  const bar = make("progress", { max: total, value: 0 });
  bar.setAttribute("aria-label", "answered");
  const count = make("span"), state = make("span");
  state.setAttribute("role", "status");
  const send = make("button", { type: "submit", className: "main", textContent: "Send my answers" });
  const element = make("div", { className: "foot" }, bar,
    make("div", {}, make("p", {}, count, " ", state), send));
  return {
    element, send,
    count: (answered) => { bar.value = answered; count.textContent = `${answered} of ${total} answered.`; },
    tell: (text) => { state.textContent = text; },
  };
}

function languages(questions, change) {
  if (questions.languages.length < 2) return [];
  const names = new Intl.DisplayNames([questions.language], { type: "language" });
  const select = make("select", {}, ...questions.languages.map((tag) =>
    make("option", { value: tag, textContent: names.of(tag), selected: tag === questions.language })));
  select.addEventListener("change", () => change(select.value));
  return [make("label", {}, "Language ", select)];
}

// What is wrong stands beside the question that it is about.
function show(error, questions, tell) {
  let first = null;
  for (const fault of error.faults) {
    const code = fault.field.replace(/["\]]+$/, "").split(/[.["]/).pop(); // of `answers["q1"]`
    const found = questions.find((one) => one.code === code);
    found?.fault(fault.description);
    first ??= found?.field;
  }
  tell(error.faults.length && first ? "Please look at what is marked." : `Not sent: ${error.message}`);
  first?.focus();
}

function ask(link, started) {
  const instrument = started.questions;
  document.documentElement.lang = instrument.language;
  document.title = started.waveDisplayName || instrument.title;
  const { parts, questions } = body(instrument);
  const end = foot(questions.length);
  const saving = saver(link, questions, end.tell);
  const requestId = newRequestId();
  let asked = false; // whether the gaps have been pointed out
  const count = () => {
    questions.forEach((one) => one.show());
    end.count(questions.filter((one) => one.answer() || one.words()).length);
  };
  const form = make("form", { noValidate: true }, ...parts, end.element);
  form.addEventListener("change", () => { count(); saving.changed(); });
  form.addEventListener("input", ({ target }) => { if (target.tagName === "TEXTAREA") { count(); saving.changed(); } });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const gaps = questions.filter((one) => !one.answer() && !one.words());
    if (gaps.length === questions.length) return end.tell("Please answer at least one question.");
    if (gaps.length && !asked) {
      asked = true;
      end.send.textContent = "Send all the same";
      end.tell(`${gaps.length === 1 ? "One is" : `${gaps.length} are`} unanswered, which is fine. Once sent, nothing can be changed.`);
      return gaps[0].field.focus();
    }
    questions.forEach((one) => one.fault(""));
    end.send.disabled = true;
    await saving.end();
    end.tell("Sending ...");
    try {
      await submit(link, given(questions, true), requestId);
    } catch (error) {
      end.send.disabled = false;
      saving.resume();
      return error.reason === "INVITATION_NOT_VALID" ? notValid() : show(error, questions, end.tell);
    }
    history.replaceState(null, "", location.pathname);
    say("Thank you", "Your answers are in, and this link has done its work: you can close the page.",
      "Your team sees its joint picture once everybody has had time to answer.");
  });
  const change = async (language) => {
    await saving.end();
    await save(link, given(questions, false)).then(() => open(link, language), (error) => { saving.resume(); end.tell(error.message); });
  };
  page.replaceChildren(...languages(instrument, change), ...introduction(started), form);
  for (const one of questions) one.give(started.draft[one.code] ?? "", started.draftWords[one.code] ?? "");
  count();
  if (Object.keys(started.draft).length) end.tell("What you had answered is here.");
}

async function open(link, language) {
  try {
    ask(link, await start(link, language));
  } catch (error) {
    refusal(error, () => open(link, language));
  }
}

const link = linkIn(location.hash);
if (link) open(link, navigator.language ?? "");
else notValid();
addEventListener("hashchange", () => location.reload());
