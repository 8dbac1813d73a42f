// What pages gain where scripts run; every page works without.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// The first thing to see after a refused form is the reason.
const problems = document.getElementById("problems");
if (problems) problems.focus();

// Where a row of tabs is longer than the phone is wide, all of them stand behind "more" at its end.
const moreWord = document.querySelector(".tabs-bar > details:last-of-type > summary");
for (const row of document.querySelectorAll(".tabs")) {
  if (!moreWord || row.scrollWidth <= row.clientWidth) continue;
  const frame = document.createElement("div"), more = document.createElement("details"), all = document.createElement("div");
  frame.className = "tabs-frame";
  more.className = "more";
  more.dataset.close = "";
  all.append(...[...row.children].map((tab) => tab.cloneNode(true)));
  more.append(moreWord.cloneNode(true), all);
  row.replaceWith(frame);
  frame.append(row, more);
}

// The tab that is open is in view, also where a phone shows only some of them.
for (const openTab of document.querySelectorAll(".tabs > [aria-current]")) openTab.scrollIntoView({ inline: "center", block: "nearest" });

// A double click sends once; the server would also refuse to do it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if ("leave" in form.dataset) sessionStorage.clear();
  if ("keep" in form.dataset) sessionStorage.setItem("sent", location.pathname);
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const again = () => { delete form.dataset.sent; };
  window.addEventListener("pageshow", again, { once: true });
  setTimeout(again, 5000); // on a poor network one stops the page and sends it again
});

// Enter sends the part of a form in which one types, not its first part.
document.addEventListener("keydown", (event) => {
  const part = event.key === "Enter" && event.target.matches("input") && event.target.closest("[data-enter]");
  if (!part) return;
  event.preventDefault();
  part.querySelector("button[name]").click();
});

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const source = document.getElementById(copier.dataset.copy);
    navigator.clipboard.writeText(source.value || source.textContent).then(() => { copier.textContent = copier.dataset.done; });
  }
  for (const menu of document.querySelectorAll("details[data-close][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const printer = event.target.closest("[data-print]");
  if (printer) {
    // What is handed on is printed by itself, with its code; any other sheet whole.
    document.body.classList.toggle("handing", printer.closest(".handed") !== null);
    for (const code of document.querySelectorAll("details[data-printed]")) code.open = true;
    window.print();
  }
  const pick = event.target.closest("[data-pick]");
  if (pick) {
    const field = document.getElementById(pick.closest("[data-for]").dataset.for);
    field.value = pick.dataset.pick;
    pick.closest("[data-for]").replaceChildren();
  }
});

// Of lines that wait the next one comes when the last is begun.
for (const lines of document.querySelectorAll("[data-lines]")) {
  const waiting = lines.querySelector("details");
  if (waiting && !waiting.open) {
    waiting.hidden = true;
    const all = [...waiting.querySelectorAll(".line")];
    lines.addEventListener("input", () => {
      const last = [...lines.querySelectorAll(":scope > .line")].at(-1);
      if (all.length && [...last.querySelectorAll("input, textarea")].some((box) => box.value)) waiting.before(all.shift());
    });
  }
}

// A long text outlives a sign-in that ended while one typed: kept in this tab, for this person, until it is saved.
const KEPT = "kept:";
const sent = sessionStorage.getItem("sent");
if (sent) {
  sessionStorage.removeItem("sent");
  if (document.body.classList.contains("inside") && location.pathname !== sent) { // it was taken: one is led on
    Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT) && key.includes(` ${sent} `)).forEach((key) => sessionStorage.removeItem(key));
  }
}
for (const text of document.querySelectorAll("form[data-keep] textarea")) {
  const key = [KEPT + text.form.dataset.keep, location.pathname, text.name].join(" ");
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== text.value && !problems) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.form.dataset.kept;
    button.addEventListener("click", () => { text.value = kept; button.remove(); text.focus(); });
    text.after(button);
  }
  text.addEventListener("input", () => sessionStorage.setItem(key, text.value));
}

// A day is chosen in the device's own picker, or typed as one says it: the server reads both.
for (const day of document.querySelectorAll("input[data-words]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "words";
  button.textContent = day.dataset.words;
  button.setAttribute("aria-pressed", String(day.type === "text"));
  const turn = () => {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day.value) || [];
    const [, first, second, last] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(day.value) || [];
    const typed = day.type === "date";
    day.type = typed ? "text" : "date";
    if (typed && year) day.value = `${date}/${month}/${year}`;
    if (!typed && last) day.value = `${last}-${second}-${first}`;
    button.setAttribute("aria-pressed", String(typed));
  };
  button.addEventListener("click", () => { turn(); day.focus(); });
  day.addEventListener("paste", (event) => {
    if (day.type !== "date") return;
    event.preventDefault();
    const words = event.clipboardData.getData("text");
    turn();
    day.value = words;
  });
  day.after(button);
}

// The help of a page opens inside it; touched again, or closed, it is gone and one stands where one was.
document.addEventListener("click", (event) => {
  const help = document.getElementById("help");
  const ask = event.target.closest(".ask");
  if (!help || !help.firstElementChild || !(ask || event.target.closest("[data-no-help]"))) return;
  event.preventDefault();
  event.stopPropagation();
  help.replaceChildren();
  document.querySelector(".ask").focus();
}, true);

// What a word means stands beside it where there is room.
document.addEventListener("toggle", (event) => {
  const button = event.target.popover && document.querySelector(`[popovertarget="${event.target.id}"]`);
  if (!button || event.newState !== "open" || innerWidth < 600) return;
  const word = button.getBoundingClientRect();
  const { width, height } = event.target.getBoundingClientRect();
  const start = Math.max(16, Math.min(word.x + word.width / 2 - width / 2, innerWidth - width - 16));
  const below = word.bottom + 8 + height < innerHeight;
  Object.assign(event.target.style, { margin: 0, inset: "auto", top: `${below ? word.bottom + 8 : word.top - 8 - height}px`, left: `${start}px` });
}, true);
