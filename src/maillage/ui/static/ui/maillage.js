// Comfort only: everything works without this file. An open menu closes on Escape, or when the person presses elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
// A file too large is refused here rather than after it was sent; the server says the same.
document.addEventListener("change", ({ target }) => {
  if (!target.dataset.mostBytes) return;
  const large = [...target.files].some((file) => file.size > Number(target.dataset.mostBytes));
  target.setCustomValidity(large ? target.dataset.tooLarge : "");
  if (!large) return;
  target.value = "";
  target.reportValidity();
});
// A document to keep is copied as it is read, where the browser lets us.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    button.textContent = button.dataset.done;
  });
}
// What asks to be kept is read again without a network, where the browser can.
const kept = "serviceWorker" in navigator && document.querySelector("[data-worker]");
if (kept) {
  navigator.serviceWorker.register(kept.dataset.worker);
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage(kept.dataset.keep));
}
