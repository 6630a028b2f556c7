// Makes pages quicker to use. Everything here also works without it: forms send, links lead on.
"use strict";

// Light and dark at once, without a new page; the cookie tells the server for the next one.
for (const link of document.querySelectorAll("[data-theme-to]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const theme = link.dataset.themeTo;
    document.documentElement.dataset.theme = theme;
    const scheme = document.querySelector('meta[name="color-scheme"]');
    if (scheme) scheme.content = theme === "auto" ? "light dark" : theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    for (const other of document.querySelectorAll("[data-theme-to]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  });
}

// Ask before what cannot be undone; then send once only.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (button?.dataset.confirm && !window.confirm(button.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  // The survey page shows nobody's lists to whoever comes next; what is not sent yet stays on the device.
  if (form.getAttribute("action") === "/sign-out") localStorage.removeItem("chieusau-account");
  form.dataset.sent = "yes";
  // Disabled only after the browser has collected the button's own value.
  setTimeout(() => {
    if (!button) return;
    button.dataset.label = button.textContent;
    button.disabled = true;
    if (button.dataset.sending) button.textContent = button.dataset.sending;
  });
});

// Coming back with the browser's own button finds the form as it was left: let it send again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[disabled]")) {
      button.disabled = false;
      if (button.dataset.label) button.textContent = button.dataset.label;
    }
  }
});

// The summary of errors is read first.
document.getElementById("errors")?.focus();

// Long work: ask how far it is, reload when it is over.
for (const part of document.querySelectorAll("[data-poll]")) {
  const bar = part.querySelector("progress");
  const said = part.querySelector("output");
  let wait = 1000;
  const ask = async () => {
    try {
      const answer = await fetch(part.dataset.poll, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const job = await answer.json();
      bar.max = Math.max(job.whole, 1);
      bar.value = job.done;
      if (job.text && said.textContent !== job.text) said.textContent = job.text;
      if (job.finished) {
        window.location.reload();
        return;
      }
      wait = 1000;
    } catch {
      // The line may be away for a while, as lines in the hills are: ask less and less often.
      wait = Math.min(wait * 2, 30000);
    }
    setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
}

// A quick filter over the rows on this page, without diacritics.
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

for (const part of document.querySelectorAll("[data-filter]")) {
  const rows = [...part.querySelectorAll("tbody tr")];
  if (rows.length < 8) continue;
  const texts = rows.map((row) => plain(row.textContent));
  const label = document.createElement("label");
  label.className = "quick field";
  label.textContent = part.dataset.filter;
  const input = document.createElement("input");
  input.type = "search";
  label.append(input);
  part.prepend(label);
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/);
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
    });
  });
}

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.account[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.account[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
