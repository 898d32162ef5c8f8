// What a reader can do with the page beyond reading it: single something out in the diagram, filter the findings,
// see in the bar where one is. Without this script everything is on the page all the same.
// Sentences come from the page, so that they are in its language; ids come from manifests and never enter a selector.

const graph = JSON.parse(document.getElementById("graph").textContent);
const components = new Map(graph.components.map((component) => [component.id, component]));
const flows = new Map(graph.flows.map((flow) => [flow.number, flow]));
const flowsAt = new Map(graph.components.map(({ id }) => [id, []]));
for (const flow of graph.flows) {
  for (const end of new Set([flow.from, flow.to])) flowsAt.get(end)?.push(flow);
}

const fill = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (gap, name) => words[name] ?? gap);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
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
  const numbers = near.map((flow) => flow.number);
  return { components: new Set([...ids, ...ends]), flows: new Set(numbers), focal: new Set(ids) };
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
    if (!this.gathering) return;
    this.gathering.scatter();
    this.gathering.gather(selection);
    this.stopAt(this.buttons.find(isSeen));
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
    const best = this.buttons.filter(isSeen).reduce((one, other) => (distance(other) < distance(one) ? other : one), shape);
    return best === shape ? undefined : best;
  }

  focus(shape) {
    if (this.gathering) this.stopAt(shape);
    shape.element.focus();
  }

  /** In the whole graph one button at a time can be reached with the tab key, the others with arrows. */
  stopAt(shape) {
    this.buttons.forEach(({ element }) => element.setAttribute("tabindex", -1));
    shape?.element.setAttribute("tabindex", 0);
  }
}

const isSeen = ({ element }) => getComputedStyle(element).visibility === "visible";

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

// --- Choosing: buttons, search, and the drawings themselves ---

function startExplorer(explorer) {
  const drawings = [...document.querySelectorAll("[data-drawing]")].map((figure) => new Drawing(figure));
  const buttons = [...explorer.querySelectorAll("[data-choice]")];
  const kinds = new Kinds(explorer);
  const [find, clear] = [explorer.querySelector("input"), explorer.querySelector(".clear")];
  const [hint, told, trail] = [".hint", ".told", ".trail"].map((name) => document.querySelector(name));
  const jump = explorer.querySelector(".jump");
  let kept = NOTHING;

  const preview = (selection = kept, sentence = hint.dataset.idle) => {
    drawings.forEach((drawing) => drawing.light(selection));
    hint.textContent = sentence;
  };
  const idle = () => preview();
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
  clear.addEventListener("click", () => {
    forget();
    find.focus();
  });
  for (const button of buttons) {
    const choice = graph.choices[Number(button.dataset.choice)];
    const show = () => preview(ofChoice(choice), choice.told);
    button.addEventListener("click", () => {
      if (isPressed(button)) keep(NOTHING);
      else keep(ofChoice(choice), choice.told, button, choice);
    });
    for (const [event, act] of Object.entries({ pointerenter: show, focus: show, pointerleave: idle, blur: idle })) {
      button.addEventListener(event, act);
    }
  }
  const press = (shape) => {
    if (isPressed(shape.element)) keep(NOTHING);
    else keep(selectionOf(shape), toldOf(shape), shape.element);
  };
  for (const drawing of drawings) listen(drawing, preview, press);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") forget();
  });
  explorer.hidden = trail.hidden = false;
  forget();
}

/** Listens at the figure: a drawing with an ear for focus would be a stop of the tab key itself. */
function listen(drawing, preview, press) {
  const { figure } = drawing;
  const show = ({ target }) => {
    const shape = drawing.shapeAt(target);
    if (shape) preview(selectionOf(shape), toldOf(shape));
    else preview();
  };
  figure.addEventListener("pointerover", show);
  figure.addEventListener("pointerleave", () => preview());
  figure.addEventListener("focusin", show);
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

function linkTo(anchor, text) {
  return Object.assign(document.createElement("a"), { href: `#${anchor}`, textContent: text });
}

/** What a selection is about and its flows, as links to where the report says more. */
function listed({ flows: numbers }, choice) {
  const ordered = [...numbers].sort((one, other) => one - other);
  const items = ordered.map((number) => [`flow-${number}`, flows.get(number).told]);
  if (choice?.anchor) items.unshift([choice.anchor, choice.label]);
  return items.map(([anchor, text]) => {
    const item = document.createElement("li");
    item.append(linkTo(anchor, text));
    return item;
  });
}

// --- Findings: by weight, rule and owner ---

function startFilter(filter) {
  const weights = [...filter.querySelectorAll("button[data-weight]")];
  const selects = [...filter.querySelectorAll("select")];
  const count = filter.querySelector("[role=status]");
  const selected = (finding) => selects.every(({ name, value }) => !value || finding[name] === value);
  const fits = (finding) => {
    const on = weights.filter(isPressed).map((button) => button.dataset.weight);
    return (!on.length || on.includes(finding.weight)) && selected(finding);
  };
  const apply = () => {
    const shown = new Set(graph.findings.filter(fits));
    for (const finding of graph.findings) {
      const told = document.getElementById(finding.id);
      (told?.closest("tr") ?? told)?.classList.toggle("filtered", !shown.has(finding));
    }
    count.textContent = fill(count.dataset.told, { count: shown.size, all: graph.findings.length });
  };
  const clear = () => {
    weights.forEach((button) => button.setAttribute("aria-pressed", false));
    for (const select of selects) select.value = "";
    apply();
  };
  for (const button of weights) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", !isPressed(button));
      apply();
    });
  }
  selects.forEach((select) => select.addEventListener("change", apply));
  filter.querySelector(".clear").addEventListener("click", clear);
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest(".filtered")) return;
    clear();
    target.scrollIntoView();
  });
  filter.hidden = false;
  apply();
}

// --- Sections: the number links to them; one that is wider than the screen can be scrolled with the keys ---

function startSections(main) {
  for (const number of main.querySelectorAll("section[id] > h1 > .number")) {
    const heading = number.parentElement;
    const link = linkTo(heading.parentElement.id, number.textContent);
    link.setAttribute("aria-label", heading.textContent);
    number.replaceChildren(link);
  }
  const reach = (section) => {
    if (section.scrollWidth > section.clientWidth) section.setAttribute("tabindex", 0);
    else section.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((changes) => changes.forEach(({ target }) => reach(target)));
  main.querySelectorAll("section").forEach((section) => observer.observe(section));
}

// --- The bar: which section is being read ---

function startBar(bar) {
  const links = [...bar.querySelectorAll("a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  const mark = () => {
    const passed = sections.filter((section) => section.getBoundingClientRect().top < window.innerHeight / 3);
    links.forEach((link) => link.removeAttribute("aria-current"));
    links[passed.length - 1]?.setAttribute("aria-current", "true");
  };
  document.addEventListener("scroll", mark, { passive: true });
  mark();
}

const parts = { ".explorer": startExplorer, ".filter": startFilter, main: startSections, ".bar": startBar };
for (const [name, start] of Object.entries(parts)) {
  const element = document.querySelector(name);
  if (element) start(element);
}
