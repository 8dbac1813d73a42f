// What pages gain where scripts run; every page works without.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// The first thing to see after a refused form is the reason.
const problems = document.getElementById("problems");
if (problems) problems.focus();

// The tab that is open is in view, also where a phone shows only some of them.
const openTab = document.querySelector(".tabs [aria-current]");
if (openTab) openTab.scrollIntoView({ inline: "center", block: "nearest" });

// A double click sends once; the server would also refuse to do it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const again = () => { delete form.dataset.sent; };
  window.addEventListener("pageshow", again, { once: true });
  setTimeout(again, 5000); // on a poor network one stops the page and sends it again
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
  if (event.target.closest("[data-print]")) window.print();
  const pick = event.target.closest("[data-pick]");
  if (pick) {
    const field = document.getElementById(pick.closest("[data-for]").dataset.for);
    field.value = pick.dataset.pick;
    pick.closest("[data-for]").replaceChildren();
  }
});
