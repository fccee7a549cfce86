// The menu of the person's name closes with Escape, and when something else is pressed or reached.
// Without this file it opens and closes with its own button.
const menu = document.querySelector(".user-menu");

if (menu) {
  const close = () => menu.removeAttribute("open");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (!menu.contains(event.target)) close();
    });
  }
}
