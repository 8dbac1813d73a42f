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

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-+/:"; // sanad/training/certificates/queries/codes.py says how a code is spelled
const NAMES = { n: "name", r: "number", s: "subject", i: "issuer", d: "days" };

function spelled(text) {
  const found = [];
  for (let at = 0; at < text.length; at += 3) {
    const signs = [...text.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign));
    const number = signs.reduceRight((sum, sign) => sum * SIGNS.length + sign, 0);
    if (signs.length === 3) found.push(number >> 8);
    found.push(number & 255);
  }
  return Uint8Array.from(found);
}

const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
const inflated = (held) => new Response(new Blob([held]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();

async function isSigned(known, signature, content) {
  const way = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kty, crv, x, y } = known.key;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, way, false, ["verify"]);
  return crypto.subtle.verify(way, key, signature, content);
}

// Every printed field as the server tells it, when it is what was signed; null without a network, and for everything else.
async function told(digest) {
  const facts = JSON.parse(document.getElementById("seal-facts")?.textContent || "null");
  if (!facts) return null;
  const known = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(facts)));
  return digest.every((byte, at) => byte === known[at]) ? Object.fromEntries(JSON.parse(facts)[3]) : null;
}

async function openedCode(token, keys, code) {
  const held = spelled(token.slice(0, -1));
  const kid = btoa(String.fromCharCode(...held.slice(0, 12))).replace(/\+/g, "-").replace(/\//g, "_");
  const body = held.slice(76);
  const known = keys[kid];
  if (!known || !(await isSigned(known, held.slice(12, 76), joined(new TextEncoder().encode(`2${code}`), body)))) return null;
  const way = body[0];
  if (way & 2 && !globalThis.DecompressionStream) return "unable";
  const text = way & 2 ? await inflated(body.slice(17)) : body.slice(17);
  const [, until, ...lines] = new TextDecoder(way & 1 ? "windows-1256" : "utf-8").decode(text).split("\n");
  const all = await told(body.slice(1, 17));
  const few = Object.fromEntries(lines.map((line) => [NAMES[line[0]], line.slice(1)]));
  return { c: code, u: until, f: all || few, isPart: !all, space: known.name };
}

// Papers of before: a compact JWS of every printed field.
async function openedToken(token, keys, code) {
  const [header, content, signature, ...more] = token.split(".");
  const { alg, kid } = read(header);
  const known = keys[kid];
  if (more.length || alg !== "ES256" || !known) return null;
  if (!(await isSigned(known, bytes(signature), new TextEncoder().encode(`${header}.${content}`)))) return null;
  const said = read(content);
  return said.c === code ? { ...said, space: known.name } : null;
}

// What is signed, when a key of this installation signed it for the code in the address; null for everything else.
async function opened(token, keys) {
  const code = plain(decodeURIComponent(location.pathname.split("/").pop()));
  try {
    return await (token.includes(".") ? openedToken : openedCode)(token, keys, code);
  } catch {
    return null;
  }
}

function made(tag, kind, text) {
  const line = document.createElement(tag);
  if (kind) line.className = kind;
  if (text) line.textContent = text;
  return line;
}

const meta = (text) => made("p", "meta", text);

// A text as it is printed, whose script may differ from that of the page.
function printed(tag, kind, text) {
  const line = made(tag, kind);
  line.append(made("bdi", "", text));
  return line;
}

// First what was asked: of whom it speaks, what for, when, who says so.
const ASKED = [["name", "whose"], ["subject", ""], ["days", "meta"], ["issuer", "meta"]];

function show(verdict, tone, said, lists) {
  seal.replaceChildren();
  const line = made("div", `verdict ${tone}`);
  line.id = "verdict";
  line.dataset.verdict = verdict;
  line.append(made("p", "", words[verdict]));
  seal.append(line);
  if (said) {
    for (const [name, kind] of ASKED) if (said.f[name]) line.append(printed("p", kind, said.f[name]));
    seal.append(meta(words.compare));
    const facts = made("dl", "facts card");
    for (const [name, value] of [...Object.entries(said.f), ["space", said.space]]) {
      facts.append(made("dt", "", words.labels[name] || name), printed("dd", "", value));
    }
    const rest = document.createElement("details");
    rest.append(made("summary", "", words.rest), facts);
    seal.append(rest);
    if (said.isPart) seal.append(meta(words.partly));
  }
  if (lists) {
    const since = meta(`${words.offline} `);
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
  if (said === "unable") { show("unable", "mute"); return; }
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
