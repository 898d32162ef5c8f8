// What a reader can do with the page beyond reading it: single something out in the diagram, filter the findings,
// see in the bar where one is. Without this script everything is on the page all the same.
// Sentences come from the page, so that they are in its language; ids come from manifests and never enter a selector.
"use strict";

const graph = JSON.parse(document.getElementById("graph").textContent);
const components = new Map(graph.components.map((component) => [component.id, component]));
const flows = new Map(graph.flows.map((flow) => [flow.number, flow]));
const flowsAt = new Map(graph.components.map(({ id }) => [id, []]));
for (const flow of graph.flows) {
  for (const end of new Set([flow.from, flow.to])) flowsAt.get(end)?.push(flow);
}

const fill = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (gap, name) => words[name] ?? gap);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const some = (names, set) => names.some((name) => set.has(name));

// --- Selections: the components and flows that are shown, and which of them it is about ---

const NOTHING = { components: new Set(), flows: new Set(), focal: new Set() };

/** A choice with the other ends of its flows; when there are some, its own components stand out. */
function ofChoice({ components: ids, flows: numbers }) {
  const { components: ends } = ofFlows(numbers);
  const more = [...ends].some((id) => !ids.includes(id));
  return { components: new Set([...ids, ...ends]), flows: new Set(numbers), focal: new Set(more ? ids : []) };
}

/** Components with what they receive and send. */
function ofComponents(ids) {
  const near = ids.flatMap((id) => flowsAt.get(id) ?? []);
  const ends = near.flatMap((flow) => [flow.from, flow.to]);
  return { components: new Set([...ids, ...ends]), flows: new Set(near.map((flow) => flow.number)), focal: new Set(ids) };
}

function ofFlows(numbers) {
  const ends = numbers.flatMap((number) => [flows.get(number).from, flows.get(number).to]);
  return { components: new Set(ends), flows: new Set(numbers), focal: new Set() };
}

// --- A drawing: its boxes, lines and badges, and how much of it is shown ---

class Drawing {
  constructor(figure) {
    this.figure = figure;
    this.svg = figure.querySelector("svg");
    this.shapes = [...this.svg.querySelectorAll("[data-components], [data-flows]")].map(asShape);
    this.byElement = new Map(this.shapes.map((shape) => [shape.element, shape]));
    this.gathering = "gathering" in figure.dataset ? new Gathering(this) : null;
    if (!this.gathering) this.shapes.filter(({ kind }) => kind === "line").forEach(easeHit);
    this.becomeGroup();
    this.buttons = inReadingOrder(this.shapes);
    this.buttons.forEach((shape, place) => becomeButton(shape, this.gathering && place ? -1 : 0));
    this.svg.append(...this.buttons.map((shape) => shape.element));
  }

  /** An image has no parts; with buttons inside it is a group of that name. */
  becomeGroup() {
    const title = this.svg.querySelector("title");
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", title.textContent);
    title.remove(); // a browser shows the whole of it under the pointer
  }

  shapeAt(element) {
    return this.byElement.get(element.closest("[data-components], [data-flows]"));
  }

  /** What is not selected is faint. */
  light(selection) {
    const any = selection.components.size + selection.flows.size > 0;
    for (const shape of this.shapes) {
      const lit = some(shape.components, selection.components) || some(shape.flows, selection.flows);
      shape.element.classList.toggle("lit", any && lit);
      shape.element.classList.toggle("faint", any && !lit);
      shape.element.classList.toggle("focal", some(shape.components, selection.focal));
    }
  }

  /** What was chosen is also drawn by itself, where the drawing is the whole graph. */
  keep(selection) {
    this.light(selection);
    this.gathering?.scatter();
    this.gathering?.gather(selection);
  }

  /** The button next to another in the direction of an arrow key, or undefined. */
  beside(shape, key) {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const from = middle(shape.element);
    const distance = ({ element }) => {
      const to = middle(element);
      const ahead = (to.x - from.x) * across + (to.y - from.y) * down;
      const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * across);
      return ahead > 1 ? ahead + 3 * aside : Infinity;
    };
    const seen = this.buttons.filter(({ element }) => getComputedStyle(element).visibility === "visible");
    const best = seen.reduce((one, other) => (distance(other) < distance(one) ? other : one), shape);
    return best === shape ? undefined : best;
  }

  /** In the whole graph one button at a time can be reached with the tab key, the others with arrows. */
  focus(shape) {
    if (this.gathering) this.buttons.forEach(({ element }) => element.setAttribute("tabindex", -1));
    shape.element.setAttribute("tabindex", 0);
    shape.element.focus();
  }
}

function asShape(element) {
  const { components: ids = "[]", flows: numbers = "[]" } = element.dataset;
  return { element, kind: element.classList[0], components: JSON.parse(ids), flows: JSON.parse(numbers) };
}

function selectionOf(shape) {
  return shape.kind === "box" ? ofComponents(shape.components) : ofFlows(shape.flows);
}

/** The sentence about a component or its flows; of a folded box the words that stand in it. */
function toldOf(shape) {
  const words = [...shape.element.querySelectorAll("text")].map((text) => text.textContent).join(", ");
  if (shape.kind === "box") return shape.components.length === 1 ? components.get(shape.components[0]).told : words;
  const told = shape.flows.slice(0, 4).map((number) => flows.get(number).told);
  return told.join(" ") + (shape.flows.length > 4 ? " …" : "");
}

/** Boxes column by column, each with the numbers of the flows that leave it. */
function inReadingOrder(shapes) {
  const boxes = shapes.filter(({ kind }) => kind === "box").map((shape) => ({ shape, area: areaOf(shape) }));
  boxes.sort((one, other) => Math.round(one.area.x - other.area.x) || one.area.y - other.area.y);
  const place = new Map(boxes.flatMap(({ shape }, rank) => shape.components.map((id) => [id, rank])));
  const rank = ({ kind, components: ids, flows: numbers }) =>
    kind === "box" ? place.get(ids[0]) : (place.get(flows.get(numbers[0]).from) ?? boxes.length) + 0.5;
  const buttons = shapes.filter(({ kind }) => kind !== "line");
  return buttons.sort((one, other) => rank(one) - rank(other));
}

function becomeButton(shape, tabindex) {
  const states = { role: "button", "aria-pressed": false, "aria-label": toldOf(shape), tabindex };
  for (const [name, value] of Object.entries(states)) shape.element.setAttribute(name, value);
}

/** A thin line is hard to point at: an unseen broad one lies over it. */
function easeHit({ element }) {
  const broad = element.firstElementChild.cloneNode();
  const look = { stroke: "transparent", "stroke-width": 9, "stroke-dasharray": "none" };
  for (const [name, value] of Object.entries(look)) broad.setAttribute(name, value);
  element.append(broad);
}

function areaOf(shape) {
  const { x, y, width, height } = shape.element.querySelector("rect");
  return { x: x.baseVal.value, y: y.baseVal.value, width: width.baseVal.value, height: height.baseVal.value };
}

function middle(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

// --- A part of the whole graph by itself: lanes stay, and the data pass from left to right ---

const LEFT = 16, RIGHT = 24, GAP = 13, HEADING = 16, BADGE = 12;
const NARROW = 46, WIDE = 130; // between two columns

class Gathering {
  constructor({ svg, shapes }) {
    this.svg = svg;
    this.width = svg.viewBox.baseVal.width;
    this.boxes = shapes.filter(({ kind }) => kind === "box").map((shape) => ({ ...shape, id: shape.components[0], area: areaOf(shape) }));
    this.links = shapes.filter(({ kind }) => kind === "line").map((shape) => ({ ...shape, ...endsOf(shape) }));
    this.badges = new Map(shapes.filter(({ kind }) => kind === "badge").map((shape) => [shape.flows[0], shape]));
    this.zones = [...svg.querySelectorAll(".lane")].map((lane) => lane.dataset.zone);
    this.zoneOf = new Map(this.boxes.map((box) => [box.id, this.zoneAt(box.area.y)]));
    this.former = new Map();
  }

  zoneAt(y) {
    const lanes = [...this.svg.querySelectorAll(".lane")].filter((lane) => lane.querySelector("rect").y.baseVal.value <= y);
    return lanes.at(-1).dataset.zone;
  }

  /** Set an attribute so that `scatter` can set it back. */
  set(element, name, value) {
    if (!this.former.has(element)) this.former.set(element, new Map());
    const former = this.former.get(element);
    if (!former.has(name)) former.set(name, element.getAttribute(name));
    element.setAttribute(name, value);
  }

  scatter() {
    for (const [element, attributes] of this.former) {
      for (const [name, value] of attributes) value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
    }
    this.former.clear();
    this.svg.classList.remove("gathered");
    this.svg.style.removeProperty("min-width");
  }

  gather(selection) {
    const boxes = this.boxes.filter(({ id }) => selection.components.has(id));
    if (!boxes.length) return;
    const shown = new Set(boxes.map(({ id }) => id));
    const links = this.links.filter((link) => some(link.flows, selection.flows) && shown.has(link.from) && shown.has(link.to));
    const column = columnsOf([...shown], links);
    const ports = portsOf(links, column);
    const { places, width, height } = this.stack(untangled(boxes, links, column), column, ports);
    for (const box of boxes) {
      const { x, y } = places.get(box.id);
      this.set(box.element, "transform", `translate(${x - box.area.x} ${y - box.area.y})`);
    }
    for (const link of links) this.draw(link, places, ports);
    this.svg.classList.add("gathered");
    const size = { viewBox: `0 0 ${width} ${height}`, width: `${width}pt`, height: `${height}pt` };
    for (const [name, value] of Object.entries(size)) this.set(this.svg, name, value);
    this.svg.style.minWidth = `${Math.round(1.3 * width)}px`;
  }

  /** Boxes of one zone and column stand one below the other, and each lane is as high as its highest column. */
  stack(boxes, column, ports) {
    const places = new Map();
    const wide = boxes[0].area.width;
    const count = Math.max(...column.values()) + 1;
    const across = Math.max(NARROW, Math.min(WIDE, (this.width - LEFT - RIGHT - count * wide) / (count - 1)));
    const width = Math.max(this.width, LEFT + RIGHT + count * (wide + across) - across);
    let top = 0;
    for (const zone of this.zones) {
      const bottoms = new Map();
      for (const box of boxes.filter(({ id }) => this.zoneOf.get(id) === zone)) {
        const place = column.get(box.id);
        const y = bottoms.get(place) ?? top + HEADING;
        const tall = Math.max(box.area.height, ports.need.get(box.id) ?? 0);
        places.set(box.id, { ...box.area, x: LEFT + place * (wide + across), y: y + (tall - box.area.height) / 2 });
        bottoms.set(place, y + tall + GAP);
      }
      const bottom = bottoms.size ? Math.max(...bottoms.values()) : top;
      this.stretch(zone, top, bottom - top, width);
      top = bottom;
    }
    return { places, width, height: top };
  }

  stretch(zone, top, height, width) {
    const ours = (element) => element.dataset.zone === zone;
    for (const lane of [...this.svg.querySelectorAll(".lane")].filter(ours)) {
      for (const rect of lane.children) {
        this.set(rect, "y", top);
        this.set(rect, "height", height);
      }
      this.set(lane.firstElementChild, "width", width);
    }
    for (const heading of [...this.svg.querySelectorAll(".heading")].filter(ours)) {
      this.set(heading.firstElementChild, "y", top + 10);
      this.set(heading, "class", height ? "heading" : "heading empty");
    }
  }

  /** A curve from port to port, its arrow, and the number of its flows at its beginning. */
  draw(link, places, ports) {
    const [start, end] = [ports.at(link, "from", places), ports.at(link, "to", places)];
    const reach = Math.max(Math.abs(end.x - start.x) / 2, 24);
    const [line, arrow] = link.element.children;
    this.set(line, "d", `M${start.x} ${start.y}C${start.x + start.side * reach} ${start.y} ${end.x + end.side * reach} ${end.y} ${end.x} ${end.y}`);
    this.set(arrow, "d", `M${end.x} ${end.y}l${4.6 * end.side} -2.4v4.8z`);
    const badge = this.badges.get(link.flows[0]);
    const area = areaOf(badge);
    const x = start.side > 0 ? start.x + 2.5 : start.x - 2.5 - area.width;
    this.set(badge.element, "transform", `translate(${x - area.x} ${start.y - area.height / 2 - area.y})`);
  }
}

function endsOf(shape) {
  const { from, to } = flows.get(shape.flows[0]);
  return { from, to };
}

/** A column for each component, after those that feed it. A circle is broken where the fewest are waited for. */
function columnsOf(ids, links) {
  const fed = new Map(ids.map((id) => [id, new Set()]));
  for (const { from, to } of links) if (from !== to) fed.get(from).add(to);
  const waits = new Map(ids.map((id) => [id, 0]));
  for (const targets of fed.values()) for (const id of targets) waits.set(id, waits.get(id) + 1);
  const column = new Map(ids.map((id) => [id, 0]));
  const rest = new Set(ids);
  while (rest.size) {
    const next = [...rest].reduce((one, other) => (waits.get(other) < waits.get(one) ? other : one));
    rest.delete(next);
    for (const id of fed.get(next)) {
      waits.set(id, waits.get(id) - 1);
      if (rest.has(id)) column.set(id, Math.max(column.get(id), column.get(next) + 1));
    }
  }
  return column;
}

/** Boxes column by column, each near those that feed it, so that lines cross less. */
function untangled(boxes, links, column) {
  const rank = new Map();
  const wish = ({ id }) => {
    const feeding = links.filter((link) => link.to === id && rank.has(link.from)).map((link) => rank.get(link.from));
    return feeding.length ? feeding.reduce((sum, one) => sum + one, 0) / feeding.length : 0.5;
  };
  const ordered = [];
  for (let place = 0; place <= Math.max(...column.values()); place += 1) {
    const here = boxes.filter(({ id }) => column.get(id) === place).map((box) => ({ box, wish: wish(box) }));
    here.sort((one, other) => one.wish - other.wish);
    here.forEach(({ box }, row) => rank.set(box.id, (row + 0.5) / here.length));
    ordered.push(...here.map(({ box }) => box));
  }
  return ordered;
}

/** Where lines leave and reach a box: on the side that faces the other end, one below the other. */
function portsOf(links, column) {
  const sides = new Map(), need = new Map();
  const sideOf = (link, end) => {
    const ahead = column.get(link.to) - column.get(link.from);
    return end === "from" ? (ahead < 0 ? -1 : 1) : ahead > 0 ? -1 : 1;
  };
  const keyOf = (link, end) => `${sideOf(link, end)} ${link[end]}`;
  for (const link of links) {
    for (const end of ["from", "to"]) {
      const key = keyOf(link, end);
      sides.set(key, [...(sides.get(key) ?? []), `${end} ${link.flows[0]}`]);
      if (end === "from") need.set(link.from, Math.max(need.get(link.from) ?? 0, sides.get(key).length * BADGE));
    }
  }
  const at = (link, end, places) => {
    const { x, y, width, height } = places.get(link[end]);
    const side = sideOf(link, end);
    const others = sides.get(keyOf(link, end));
    const row = others.indexOf(`${end} ${link.flows[0]}`) - (others.length - 1) / 2;
    const pitch = others.some((other) => other.startsWith("from")) ? BADGE : Math.min(BADGE, (height - 6) / others.length);
    return { x: side > 0 ? x + width : x, y: y + height / 2 + row * pitch, side };
  };
  return { need, at };
}

// --- Choosing: buttons, search, and the drawings themselves ---

function startExplorer(explorer) {
  const drawings = [...document.querySelectorAll("[data-drawing]")].map((figure) => new Drawing(figure));
  const buttons = [...explorer.querySelectorAll("[data-choice]")];
  const kinds = new Kinds(explorer);
  const [find, clear] = [explorer.querySelector("input"), explorer.querySelector(".clear")];
  const [hint, told, trail] = [".hint", ".told", ".trail"].map((name) => document.querySelector(name));
  const jump = explorer.querySelector(".jump");
  let kept = NOTHING;

  const preview = (shape) => {
    drawings.forEach((drawing) => drawing.light(shape ? selectionOf(shape) : kept));
    hint.textContent = shape ? toldOf(shape) : hint.dataset.idle;
  };
  const keep = (selection, sentence, pressed, link) => {
    kept = selection;
    const all = [...buttons, ...drawings.flatMap((drawing) => drawing.buttons.map((shape) => shape.element))];
    all.forEach((button) => button.setAttribute("aria-pressed", button === pressed));
    drawings.forEach((drawing) => drawing.keep(kept));
    told.textContent = sentence || told.dataset.idle;
    trail.replaceChildren(...listed(kept, link));
    clear.hidden = kept === NOTHING && !find.value;
    if (jump) jump.hidden = kept === NOTHING;
  };
  const forget = () => {
    find.value = "";
    kinds.narrow("");
    keep(NOTHING);
    preview();
  };
  const search = () => {
    const sought = plain(find.value.trim());
    kinds.narrow(sought);
    if (!sought) return keep(NOTHING);
    const found = graph.components.filter((component) => searchable(component).includes(sought)).map(({ id }) => id);
    const sentence = found.length ? find.dataset.found : find.dataset.none;
    keep(ofComponents(found), fill(sentence, { count: found.length, all: components.size, text: find.value.trim() }));
  };

  find.addEventListener("input", search);
  clear.addEventListener("click", () => { forget(); find.focus(); });
  for (const button of buttons) {
    const choice = graph.choices[Number(button.dataset.choice)];
    button.addEventListener("click", () =>
      button.getAttribute("aria-pressed") === "true" ? keep(NOTHING) : keep(ofChoice(choice), choice.told, button, choice));
  }
  for (const drawing of drawings) listen(drawing, preview, (shape) =>
    shape.element.getAttribute("aria-pressed") === "true" ? keep(NOTHING) : keep(selectionOf(shape), toldOf(shape), shape.element));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") forget(); });
  explorer.hidden = trail.hidden = false;
  forget();
}

/** Listens at the figure: a drawing with an ear for focus would be a stop of the tab key itself. */
function listen(drawing, preview, press) {
  const { figure } = drawing;
  figure.addEventListener("pointerover", ({ target }) => preview(drawing.shapeAt(target)));
  figure.addEventListener("pointerleave", () => preview());
  figure.addEventListener("focusin", ({ target }) => preview(drawing.shapeAt(target)));
  figure.addEventListener("focusout", () => preview());
  figure.addEventListener("click", ({ target }) => {
    const shape = drawing.shapeAt(target);
    if (shape) press(shape);
  });
  figure.addEventListener("keydown", (event) => {
    const shape = drawing.shapeAt(event.target);
    if (!shape) return;
    if (event.key === "Enter" || event.key === " ") press(shape);
    else if (event.key.startsWith("Arrow")) drawing.focus(drawing.beside(shape, event.key) ?? shape);
    else return;
    event.preventDefault();
  });
}

/** The words of a component without accents and capitals, made once. */
function searchable(component) {
  component.plain ??= plain(component.words);
  return component.plain;
}

/** The lists of choices, of which one is open; while something is sought, every list that bears the words. */
class Kinds {
  constructor(explorer) {
    this.heads = [...explorer.querySelectorAll("[aria-controls]")];
    this.lists = this.heads.map((head) => document.getElementById(head.getAttribute("aria-controls")));
    this.open = 0;
    this.heads.forEach((head, place) => head.addEventListener("click", () => {
      this.open = head.getAttribute("aria-expanded") === "true" ? -1 : place;
      this.narrow("");
    }));
  }

  narrow(sought) {
    this.lists.forEach((list, place) => {
      for (const item of list.children) item.hidden = !plain(item.textContent).includes(sought);
      list.hidden = sought ? !list.querySelector("li:not([hidden])") : place !== this.open;
      this.heads[place].setAttribute("aria-expanded", !list.hidden);
    });
  }
}

/** What a selection is about and its flows, as links to where the report says more. */
function listed({ flows: numbers }, choice) {
  const items = [...numbers].sort((one, other) => one - other).map((number) => [`flow-${number}`, flows.get(number).told]);
  if (choice?.anchor) items.unshift([choice.anchor, choice.label]);
  return items.map(([anchor, text]) => {
    const link = Object.assign(document.createElement("a"), { href: `#${anchor}`, textContent: text });
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
}

// --- Findings: by weight, rule and owner ---

function startFilter(filter) {
  const weights = [...filter.querySelectorAll("button[data-weight]")];
  const selects = [...filter.querySelectorAll("select")];
  const count = filter.querySelector("[role=status]");
  const apply = () => {
    const on = weights.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.weight);
    const fits = (finding) =>
      (!on.length || on.includes(finding.weight)) && selects.every(({ name, value }) => !value || finding[name] === value);
    for (const finding of graph.findings) document.getElementById(finding.id)?.classList.toggle("filtered", !fits(finding));
    count.textContent = fill(count.dataset.told, { count: graph.findings.filter(fits).length, all: graph.findings.length });
  };
  const clear = () => {
    weights.forEach((button) => button.setAttribute("aria-pressed", false));
    selects.forEach((select) => { select.value = ""; });
    apply();
  };
  for (const button of weights) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
      apply();
    });
  }
  selects.forEach((select) => select.addEventListener("change", apply));
  filter.querySelector(".clear").addEventListener("click", clear);
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".filtered")) return;
    clear();
    target.scrollIntoView();
  });
  filter.hidden = false;
  apply();
}

// --- Sections: one that is wider than the screen can be scrolled with the keys ---

function startScrolling(main) {
  const reach = (section) =>
    section.scrollWidth > section.clientWidth ? section.setAttribute("tabindex", 0) : section.removeAttribute("tabindex");
  const observer = new ResizeObserver((changes) => changes.forEach(({ target }) => reach(target)));
  main.querySelectorAll("section").forEach((section) => observer.observe(section));
}

// --- The bar: which section is being read ---

function startBar(bar) {
  const links = [...bar.querySelectorAll("a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  const mark = () => {
    const passed = sections.filter((section) => section.getBoundingClientRect().top < window.innerHeight / 3);
    links.forEach((link, place) =>
      place === passed.length - 1 ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  };
  document.addEventListener("scroll", mark, { passive: true });
  mark();
}

for (const [name, start] of [[".explorer", startExplorer], [".filter", startFilter], ["main", startScrolling], [".bar", startBar]]) {
  const element = document.querySelector(name);
  if (element) start(element);
}
