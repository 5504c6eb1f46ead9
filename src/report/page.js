"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const properties = ["indivisible", "balanced", "effective", "sustainable"];
  const lensBox = document.getElementById("lens"), mechanismBox = document.getElementById("mechanism");
  // Blue gains, orange loses: told apart by the colour-blind, and by the sign in the table below.
  const steps = [[-0.1, "#a04000", "#fff"], [-0.03, "#e08030", "#000"], [-0.005, "#f7cfa6", "#000"], [0.005, "#bdbdbd", "#000"],
    [0.03, "#b3d4f0", "#000"], [0.1, "#4a90d0", "#000"], [Infinity, "#0a4f94", "#fff"]];
  const words = ["lose 0.10 or more", "0.03 to 0.10", "0.005 to 0.03", "no change", "gain 0.005 to 0.03", "0.03 to 0.10", "0.10 or more"];
  let order = "dS", falling = false;

  function make(tag, text, parent) {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  }
  function show(x, digits) {
    if (x === null) return "—";
    const text = x.toFixed(digits);
    return Number(text) === 0 ? (0).toFixed(digits) : text;
  }
  function signed(x) { const t = show(x, 3); return x > 0 && Number(t) !== 0 ? "+" + t : t; }
  function figure(cell, f, digits) {
    make("span", show(f[0], digits), cell);
    if (f[1] !== null) make("small", " " + show(f[1], digits) + " to " + show(f[2], digits), cell);
  }
  function step(dS) { return dS === null ? -1 : steps.findIndex(s => dS < s[0] || (dS === s[0] && s[0] < 0)); }
  function unique(key) { return [...new Set(data.results.map(r => r[key]))]; }
  function current() { return data.results.find(r => r.lens === lensBox.value && r.mechanism === mechanismBox.value); }

  function fillProperties() {
    const table = document.getElementById("properties"), reasons = new Set();
    table.replaceChildren();
    const head = make("tr", undefined, make("thead", undefined, table));
    make("th", "mechanism", head).scope = "col";
    for (const p of ["indivisible", "balanced", "effective", "together", "sustainable"]) make("th", p, head).scope = "col";
    const body = make("tbody", undefined, table);
    for (const r of data.results.filter(r => r.lens === lensBox.value)) {
      const row = make("tr", undefined, body);
      if (r.mechanism === mechanismBox.value) row.className = "chosen";
      make("th", r.mechanism, row).scope = "row";
      for (const p of properties) {
        if (p === "sustainable") make("td", show(r.together, 2), row);
        figure(make("td", undefined, row), r[p], 2);
        if (r[p][3]) reasons.add(p + " —: " + r[p][3]);
      }
    }
    document.getElementById("why").textContent = [...reasons].join("; ");
  }

  function value(s) {
    return { id: data.names[s.id], dS: s.dS, S: s.S[0], L: s.L[0], autonomy: s.autonomy }[order];
  }
  function fillStates(r) {
    const table = document.getElementById("states");
    table.replaceChildren();
    const head = make("tr", undefined, make("thead", undefined, table));
    for (const [key, title] of [["id", "state"], ["dS", "change in S"], ["S", "S, no defeat in " + data.years + " years"],
      ["L", "defeats a century"], ["autonomy", "autonomy"]]) {
      const th = make("th", undefined, head), button = make("button", title, th);
      th.scope = "col";
      if (order === key) th.setAttribute("aria-sort", falling ? "descending" : "ascending");
      button.type = "button";
      button.addEventListener("click", function () {
        falling = order === key ? !falling : false;
        order = key;
        fillStates(r);
        document.querySelectorAll("#states th button").forEach(b => { if (b.textContent === title) b.focus(); });
      });
    }
    make("th", "largest threats", head).scope = "col";
    const body = make("tbody", undefined, table), rows = [...r.states];
    rows.sort(function (a, b) {
      const x = value(a), y = value(b);
      if (x === null || y === null) return (x === null) - (y === null);
      return (x < y ? -1 : x > y ? 1 : 0) * (falling ? -1 : 1);
    });
    for (const s of rows) {
      const row = make("tr", undefined, body);
      make("th", data.names[s.id], row).scope = "row";
      make("td", signed(s.dS), row);
      figure(make("td", undefined, row), s.S, 3);
      figure(make("td", undefined, row), s.L.map(x => typeof x === "number" ? 100 * x : x), 2);
      make("td", show(s.autonomy, 2), row);
      make("td", s.threats.join(" "), row);
    }
  }

  function paint(r) {
    const by = new Map(r.states.map(s => [s.id, s]));
    document.querySelectorAll("#map .state").forEach(function (shape) {
      const s = by.get(shape.dataset.id), at = s ? step(s.dS) : -1;
      shape.style.fill = at < 0 ? "" : steps[at][1];
      shape.replaceChildren();
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = s ? data.names[s.id] + ": " + signed(s.dS) : "";
      shape.append(title);
    });
    const legend = document.getElementById("legend");
    if (!legend) return;
    legend.replaceChildren();
    words.forEach(function (text, i) {
      const box = make("span", text, legend);
      box.style.background = steps[i][1];
      box.style.color = steps[i][2];
    });
  }

  function fill() {
    const r = current();
    document.getElementById("assumes").textContent = r.lens + ": " + r.assumes + ".";
    document.getElementById("parameters").textContent = r.parameters;
    document.getElementById("change").textContent = "Change in the chance of no defeat in " + data.years +
      " years, against the reference: " + r.mechanism + ", " + r.lens + ".";
    fillProperties();
    fillStates(r);
    paint(r);
  }

  for (const lens of unique("lens")) make("option", lens, lensBox).value = lens;
  for (const mechanism of unique("mechanism")) make("option", mechanism, mechanismBox).value = mechanism;
  lensBox.addEventListener("change", fill);
  mechanismBox.addEventListener("change", fill);
  fill();
})();
