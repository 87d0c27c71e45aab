// What the page does by itself: clicks to the server's events, focus, the reader, chats, files.
// Gradio runs it once, with `element`, the component that stands for all clicks, and `trigger`.
// No words of an article or a reader ever become HTML here: they are set as text.

const KEPT = "caveat.chats"; // in this browser's storage
const MOST = 50; // chats that are kept
const PENDING = "caveat.pending"; // in this tab's storage: a question without an answer yet
const NARROW = matchMedia("(max-width: 60rem)"); // where the reader covers the chat
const root = element.closest(".gradio-container");
const $ = (selector, within = root) => within.querySelector(selector);
const $$ = (selector, within = root) => [...within.querySelectorAll(selector)];

const LEFT = left(); // what stood there before anything was asked on this page

let chat = null; // the one that is open, by its id
let answers = 0;
let asked = ""; // what the server was asked last, until the answer is there
let opener = null; // the button that opened the reader
let rescued = ""; // a question that was asked when the server was lost
let latest = ""; // the newest question, on its way or waiting for its turn
let turn = []; // what is to be done when the answer on its way is there
let slow = 0;

// ---- asking

const box = () => $("#question textarea");

function fill(words) {
  const field = box();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(words) {
  $("#cv-live").textContent = words;
}

function wait(words, amiss = false) {
  const line = $(".cv-wait");
  line.textContent = words;
  line.classList.toggle("cv-amiss", amiss);
  line.hidden = !words;
  $(".cv-advice").hidden = Boolean(words);
}

// One question at a time, each with the words that stood there when it was asked.
function ask(question) {
  if (busy() && same(question, latest)) return; // a double click
  latest = question;
  inTurn(() => {
    waiting(question);
    trigger("submit", { question });
  });
}

function busy() {
  return root.classList.contains("cv-busy");
}

function inTurn(act) {
  if (busy()) turn.push(act);
  else act();
}

function waiting(question) {
  asked = question;
  pending({ question, chat });
  answers = $$("#chat .cv-answer").length;
  root.classList.add("cv-busy", "cv-anew"); // what was amiss before is so no more
  clearTimeout(slow);
  // a quick answer needs no word
  slow = setTimeout(() => {
    wait("Looking through the articles …");
    say("Looking through the articles …");
    slow = setTimeout(() => wait("Still looking; others may be asking too …"), 6000);
  }, 700);
}

function rested() {
  clearTimeout(slow);
  wait("");
  root.classList.remove("cv-busy");
}

function answered() {
  rested();
  root.classList.remove("cv-anew");
  pending(null);
  if ($$("#chat .cv-answer").length > answers) arrived();
  else if (!box().value.trim()) fill(asked); // the line above the box says what is amiss
  asked = "";
  turn.shift()?.();
}

function arrived() {
  // what was typed meanwhile stays
  const told = $$("#chat .user-row").at(-1)?.textContent ?? "";
  if (same(box().value, told)) fill("");
  if (rescued) fill(rescued);
  rescued = "";
  root.classList.add("cv-offering"); // until the questions that follow this answer are there
  keep();
  // a phone's keyboard makes room; the answer is read from its start
  $$("#chat .cv-note").at(-1).focus({ preventScroll: true });
  toTheNewest();
  say("");
}

function toTheNewest() {
  $$("#chat .user-row").at(-1)?.scrollIntoView({ behavior: "instant" });
}

function offered() {
  const { scrollHeight } = document.documentElement;
  const atFoot = scrollY + innerHeight > scrollHeight - 2;
  root.classList.remove("cv-offering");
  // below a short answer there was no room to scroll, until now
  if (atFoot && $$("#chat .user-row").at(-1)?.getBoundingClientRect().top > 0) toTheNewest();
}

function same(one, other) {
  const [first, second] = [one, other].map((words) => words.split(/\s+/).join(" ").trim());
  return first === second;
}

function failed() {
  rested();
  turn = [];
  if (asked && !box().value.trim()) fill(asked);
  wait("No answer came; Caveat may be busy. The question is in the box: ask again in a moment.", true);
  say($(".cv-wait").textContent);
  box().focus();
}

function stuck() {
  opener?.removeAttribute("aria-busy");
  wait("That did not come through: try again in a moment, or reload the page.", true);
  say($(".cv-wait").textContent);
}

// Gradio loads the page anew when it has lost the server for a while: what was asked is kept.
function pending(what) {
  try {
    if (what) sessionStorage.setItem(PENDING, JSON.stringify(what));
    else sessionStorage.removeItem(PENDING);
  } catch {
    // a browser without storage keeps nothing
  }
}

function left() {
  try {
    return sessionStorage.getItem(PENDING);
  } catch {
    return null;
  }
}

function rescue() {
  try {
    const lost = JSON.parse(LEFT ?? "null");
    if (!lost || asked) return; // a reader may be quicker than the page
    pending(null);
    const open = chats().find((one) => one.id === lost.chat);
    rescued = String(lost.question);
    if (open) reopen(open);
    else fill(rescued);
    wait("The connection was lost. The question is in the box: ask again.", true);
    say($(".cv-wait").textContent);
  } catch {
    // not ours
  }
}

function cleared() {
  fill("");
  chat = null;
  pending(null);
  answers = 0;
  back();
  box().focus();
  scrollTo(0, 0);
}

// What an answer's sanitised HTML cannot say of itself: Gradio lets no aria attribute through.
function dress() {
  const log = $("#chat [role=log]");
  log?.setAttribute("aria-live", "off"); // the focus goes to the answer, which is read from there
  log?.setAttribute("aria-label", "Questions and answers");
  // Gradio names each message by its source, which a screen reader would spell out
  $$("#chat [data-testid]").forEach((message) => message.removeAttribute("aria-label"));
  const examples = $("#chat .examples"); // a list without items
  examples?.setAttribute("role", "group");
  examples?.setAttribute("aria-label", "Questions to begin with");
  $$(".cv-answer").forEach((answer) => {
    const cards = $$(":scope > .cv-card", answer);
    cards.forEach((card, n) => {
      card.setAttribute("aria-label", `Quote ${n + 1} of ${cards.length}`);
    });
  });
}

// ---- the reader

function open(button) {
  opener = button;
  button.setAttribute("aria-busy", "true");
  trigger("select", JSON.parse(button.value));
}

function opened() {
  opener?.removeAttribute("aria-busy");
  const reader = $("#reader");
  const top = opener?.getBoundingClientRect().top;
  root.classList.add("cv-reading");
  reader.setAttribute("role", NARROW.matches ? "dialog" : "region");
  reader.setAttribute("aria-label", "The article");
  reader.tabIndex = -1;
  behind(NARROW.matches);
  // the chat becomes narrower: what was clicked stays where it was
  if (opener && !NARROW.matches) scrollBy(0, opener.getBoundingClientRect().top - top);
  const here = $(".cv-here", reader) ?? $(".cv-mark", reader);
  ($("h2", reader) ?? reader).focus({ preventScroll: true });
  reader.scrollTop = here ? above(here, reader) : 0;
  const close = $(".cv-close", reader);
  if (close) close.textContent = opener?.closest("#sources") ? "Back to the sources" : "Back to the answer";
}

// How far to scroll to a mark: its paragraph begins under the bar, or a few whole lines of it do, so
// that the bar cuts no words.
function above(mark, reader) {
  const top = mark.getClientRects()[0].top;
  const start = mark.parentElement.getBoundingClientRect().top;
  const line = parseFloat(getComputedStyle(mark.parentElement).lineHeight);
  const before = Math.round((top - start) / line); // lines of the paragraph
  const bar = $(".cv-bar", reader).offsetHeight;
  const first = start + Math.max(0, before - 4) * line;
  return first - reader.getBoundingClientRect().top + reader.scrollTop - bar;
}

// On a phone the reader covers the page, which then neither scrolls nor takes the focus.
function behind(covered) {
  for (const part of $("#reader").parentElement.children) {
    if (part.id !== "reader") part.inert = covered;
  }
}

function back() {
  if (!root.classList.contains("cv-reading")) return;
  const shown = opener?.isConnected;
  const top = shown ? opener.getBoundingClientRect().top : 0;
  root.classList.remove("cv-reading");
  behind(false);
  if (shown) {
    if (!NARROW.matches) scrollBy(0, opener.getBoundingClientRect().top - top);
    opener.focus({ preventScroll: true });
  }
  opener = null;
}

// ---- chats, in this browser only

function chats() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(found) ? found.filter(sound) : [];
  } catch {
    return []; // no storage, or not ours
  }
}

function sound(one) {
  const questions = one?.questions;
  return Array.isArray(questions) && questions.length && questions.every((q) => typeof q === "string");
}

function store(found) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(found.slice(0, MOST)));
  } catch {
    // a browser without storage keeps no chats
  }
}

function keep() {
  const questions = $$("#chat .user-row .message").map((row) => row.textContent.trim());
  if (!questions.length) return;
  chat ??= crypto.getRandomValues(new Uint32Array(2)).join("-");
  const others = chats().filter((one) => one.id !== chat);
  store([{ id: chat, at: new Date().toISOString(), questions }, ...others]);
}

function list() {
  const found = chats();
  $("#cv-chats ul").replaceChildren(
    ...found.map((one) => {
      const item = document.createElement("li");
      const name = document.createElement("button");
      const when = document.createElement("span");
      const gone = document.createElement("button");
      const [first] = one.questions;
      name.type = gone.type = "button";
      name.className = "cv-old";
      name.textContent = first;
      name.dir = "auto";
      when.className = "cv-small";
      const more = one.questions.length - 1;
      when.textContent = new Date(one.at).toLocaleDateString() + (more ? ` · ${more} more` : "");
      gone.className = "cv-tool cv-delete";
      gone.textContent = "Delete";
      gone.setAttribute("aria-label", `Delete the chat “${first}”`);
      name.onclick = () => reopen(one);
      gone.onclick = () => {
        store(chats().filter((other) => other.id !== one.id));
        if (chat === one.id) chat = null;
        list();
        ($("#cv-chats .cv-delete") ?? $("#cv-chats .cv-done")).focus();
      };
      item.append(name, when, gone);
      return item;
    }),
  );
  $("#cv-chats .cv-none").hidden = found.length > 0;
  $("#cv-chats .cv-delete-all").hidden = !found.length;
}

function reopen(one) {
  $("#cv-chats").close();
  back();
  inTurn(() => {
    waiting("");
    answers = -1; // every answer is new
    chat = one.id;
    trigger("edit", { questions: one.questions });
  });
}

// ---- taking things along

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.value);
  } catch {
    // without a secure connection there is no clipboard: the old way
    const field = document.createElement("textarea");
    field.value = button.value;
    root.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus({ preventScroll: true });
  }
  const words = button.textContent;
  button.textContent = "Copied";
  say("Copied");
  setTimeout(() => {
    button.textContent = words === "Copied" ? "Copy with source" : words;
  }, 2000);
}

function save(file) {
  if (!file?.text) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  $("#cv-save").close();
  say("Saved");
}

// ---- all clicks and keys

const CLICKS = {
  ".cv-open": open,
  ".cv-close": back,
  ".cv-copy": copy,
  ".cv-verdict": (button) => {
    trigger("like", { kind: button.value });
  },
  ".cv-chip": (button) => ask(button.value),
  ".example": (button) => ask(button.textContent.trim()),
  "#question .submit-button": () => ask(box().value),
  ".cv-new": () => inTurn(() => trigger("clear", {})),
  ".cv-show-chats": () => {
    list();
    $("#cv-chats").showModal();
  },
  ".cv-show-save": () => $("#cv-save").showModal(),
  ".cv-form": (button) => trigger("download", { form: button.value }),
  ".cv-delete-all": () => {
    store([]);
    list();
    $("#cv-chats .cv-done").focus();
  },
  ".cv-done": (button) => button.closest("dialog").close(),
};

root.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(CLICKS)) {
    const button = event.target.closest?.(selector);
    if (button) {
      act(button);
      return;
    }
  }
});

root.addEventListener("keydown", (event) => {
  if (event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault(); // no new line
    ask(box().value);
  }
  if (event.key !== "Escape" || event.defaultPrevented || $("dialog[open]")) return;
  if (root.classList.contains("cv-reading")) back();
  else box().focus(); // from an answer, to ask on
});

function fit() {
  root.classList.toggle("cv-narrow", NARROW.matches);
  if (root.classList.contains("cv-reading")) behind(NARROW.matches);
}

NARROW.addEventListener("change", fit);
fit();

window.caveat = {
  answered,
  failed,
  stuck,
  cleared,
  opened,
  save,
  thanked: () => {
    const row = $(".cv-verdicts");
    row.textContent = "Thank you. That is kept for those who look after this library.";
    say(row.textContent);
  },
  offered,
  looked: () => {
    $("#found .cv-note, #found [role=alert]")?.focus();
  },
};
new MutationObserver(dress).observe(root, { childList: true, subtree: true });
dress();
setTimeout(rescue, 500); // when the other parts of the page are there
