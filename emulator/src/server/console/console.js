// What pages do besides: the theme, the slash, parts that follow the cloud. All of it is comfort:
// without this script every page says and does the same.
"use strict";
(() => {
  const root = document.documentElement;
  const KEY = "parhelion-theme";
  const kept = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const keep = (theme) => {
    try { localStorage.setItem(KEY, theme); } catch { /* It is for this page only, then. */ }
  };
  const theme = kept();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  /** Replaces a part of the page by what the server says of it now. */
  async function refresh(part) {
    const answer = await fetch(part.dataset.live, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (text === part.dataset.last) return;
    part.dataset.last = text;
    const made = new DOMParser().parseFromString(text, "text/html");
    part.replaceChildren(...made.body.childNodes);
  }

  function follow(part) {
    const every = Number(part.dataset.every) || 2000;
    const again = async () => {
      // Whoever is in the middle of something there is left alone.
      const busy = part.contains(document.activeElement) || !getSelection().isCollapsed;
      if (!document.hidden && !busy) await refresh(part).catch(() => { /* The server is gone, or busy. */ });
      setTimeout(again, every);
    };
    setTimeout(again, every);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        keep(root.dataset.theme);
      });
    }
    document.querySelectorAll("[data-live]").forEach(follow);
    for (const form of document.querySelectorAll("form[data-confirm]")) {
      form.addEventListener("submit", (event) => {
        if (!confirm(form.dataset.confirm)) event.preventDefault();
      });
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.querySelector("[data-slash]");
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    } else if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });
})();
