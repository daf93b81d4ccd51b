// The console works without this file. With it the list of requests grows by itself and
// commands can be copied.
"use strict";

const most = 200; // rows the live list keeps

function live(box) {
  const rows = document.getElementById("rows");
  const count = box.querySelector(".count");
  const button = box.querySelector("button");
  const query = new URLSearchParams(location.search);
  let after = box.dataset.after, fresh = 0, refused = 0, source;

  function listen() {
    query.set("after", after);
    source = new EventSource("/console/events?" + query);
    source.onmessage = (message) => {
      after = message.lastEventId;
      const data = JSON.parse(message.data);
      if (data.count === 0) return;
      rows.insertAdjacentHTML("afterbegin", data.html);
      while (rows.rows.length > most) rows.deleteRow(-1);
      document.querySelector(".none")?.remove();
      fresh += data.count;
      refused += data.refused;
      count.textContent = fresh + " " + box.dataset.new + (refused ? ", " + box.dataset.refused + ": " + refused : "");
    };
  }

  button.addEventListener("click", () => {
    const running = source.readyState !== EventSource.CLOSED;
    if (running) source.close(); else listen();
    box.classList.toggle("paused", running);
    button.textContent = running ? box.dataset.run : box.dataset.pause;
  });
  box.hidden = false;
  listen();
}

for (const box of document.querySelectorAll(".live")) live(box);

for (const button of document.querySelectorAll(".command button")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = button.dataset.done;
  });
}
