(() => {
  let left = null;
  document.addEventListener("click", (event) => {
    left = event.target.closest("a.cite") || left;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !left) return;
    location.hash = left.id;
    left.focus();
    left = null;
  });
})();
