// A paper form typed in code by code: Enter goes to the next field, a wrong code is said at once, and what
// was typed is kept on this machine until it has been saved. Without this script the form works as any other.
"use strict";

for (const form of document.querySelectorAll("form[data-entry]")) {
  const fields = [...form.querySelectorAll('input[type="text"]')];
  const button = form.querySelector("button.main");
  const key = `entry ${window.location.pathname}`;

  const wrong = (field) => {
    const text = field.value.trim();
    const { kind, min, max } = field.dataset;
    if (!text || !kind) return false;
    if (kind === "date") return !/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/.test(text);
    const number = Number(kind === "number" ? text.replace(/[ .]/g, "") : text.replace(",", "."));
    if (!Number.isFinite(number)) return true;
    if (kind !== "decimal" && !Number.isInteger(number)) return true;
    return (min !== "" && number < Number(min)) || (max !== "" && number > Number(max));
  };

  // Says beside the field that its code is none, or takes that back.
  const check = (field) => {
    const bad = wrong(field);
    const id = `e-${field.name}`;
    let note = document.getElementById(id);
    if (bad && !note) {
      note = document.createElement("p");
      note.id = id;
      note.className = "error";
      note.setAttribute("role", "alert");
      note.textContent = form.dataset.refused;
      field.after(note);
    } else if (!bad) {
      note?.remove();
    }
    if (bad) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return !bad;
  };

  const step = (from, by) => {
    const next = fields[fields.indexOf(from) + by];
    if (!next) {
      if (by > 0) button.focus();
      return;
    }
    next.focus();
    next.select();
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!fields.includes(field)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (check(field)) step(field, event.shiftKey ? -1 : 1);
      else field.select();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(field, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (fields.includes(event.target)) check(event.target);
  });

  // The draft. A visit that was saved changes the household's version, and its draft is no longer wanted.
  const keep = () => {
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try {
      localStorage.setItem(key, JSON.stringify({ version: form.dataset.entry, values }));
    } catch {
      // A full or forbidden store takes nothing from the form itself.
    }
  };
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(key));
  } catch {
    localStorage.removeItem(key);
  }
  if (draft && draft.version !== form.dataset.entry) localStorage.removeItem(key);
  else if (draft && !("again" in form.dataset)) {
    for (const field of fields) {
      if (field.name in draft.values) field.value = draft.values[field.name];
    }
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    const bad = fields.find((field) => !check(field));
    if (!bad) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    bad.focus();
  }, true);
  if (!("again" in form.dataset)) fields[0]?.focus();
}
