// What the QR code of a certificate carries, read and checked here: it works without a network too.
const seal = document.getElementById("seal");
const words = JSON.parse(document.getElementById("seal-words").textContent);
const KEYS = "/check/keys.json";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const read = (part) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes(part)));
const plain = (code) => code.toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

async function shortDigest(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What is signed, when a key of this installation signed it for the code in the address; null for everything else.
async function opened(token, keys) {
  try {
    const [header, content, signature, ...more] = token.split(".");
    const { alg, kid } = read(header);
    const known = keys[kid];
    if (more.length || alg !== "ES256" || !known) return null;
    const way = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const { kty, crv, x, y } = known.key;
    const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, way, false, ["verify"]);
    const signed = new TextEncoder().encode(`${header}.${content}`);
    if (!(await crypto.subtle.verify(way, key, bytes(signature), signed))) return null;
    const said = read(content);
    const code = plain(decodeURIComponent(location.pathname.split("/").pop()));
    return said.c === code ? { ...said, space: known.name } : null;
  } catch {
    return null;
  }
}

function show(verdict, tone, said, lists) {
  seal.replaceChildren();
  const line = document.createElement("p");
  line.className = `verdict ${tone}`;
  line.id = "verdict";
  line.dataset.verdict = verdict;
  line.textContent = words[verdict];
  seal.append(line);
  if (said) {
    const facts = document.createElement("dl");
    facts.className = "facts card";
    const rows = [...Object.entries(said.f), ["space", said.space]];
    for (const [name, value] of rows) {
      const label = document.createElement("dt");
      const shown = document.createElement("dd");
      const held = document.createElement("bdi");
      label.textContent = words.labels[name] || name;
      held.textContent = value;
      shown.append(held);
      facts.append(label, shown);
    }
    seal.append(facts);
  }
  if (lists) {
    const since = document.createElement("p");
    since.className = "meta";
    since.textContent = `${words.offline} `;
    const day = document.createElement("bdi");
    day.dir = "ltr";
    day.textContent = lists;
    since.append(day);
    seal.append(since);
  }
  seal.hidden = false;
  // What the server says of the code alone is not said beside what the paper itself carries, or when that is wrong.
  for (const part of document.querySelectorAll("[data-of-code]")) part.hidden = Boolean(said) || tone === "bad";
  line.scrollIntoView({ block: "nearest" });
}

async function check() {
  const token = location.hash.slice(1);
  const isShell = "shell" in seal.dataset;
  if (!token) { if (isShell) show("unsigned", "mute"); return; }
  if (!globalThis.crypto?.subtle) { show("unable", "mute"); return; }
  let lists;
  try { lists = await (await fetch(KEYS)).json(); } catch { show("unable", "mute"); return; }
  const said = await opened(token, lists.keys);
  const since = isShell ? lists.as_of : "";
  if (!said) { show(isShell ? "unknown" : "forged", "bad", null, since); return; }
  const gone = lists.gone[await shortDigest(said.c)];
  const today = new Date().toLocaleDateString("sv");
  if (gone) show(gone, "bad", said, since);
  else if (said.u && said.u < today) show("expired", "mute", said, since);
  else show("valid", "good", said, since);
}

check();
addEventListener("hashchange", check);

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/check/worker.js", { scope: "/D/" }).then((kept) => kept.active?.postMessage("fill"));
}
