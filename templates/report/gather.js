// A part of the whole graph, drawn by itself: the lanes stay, and the data pass from left to right. It stands before
// `explore.js`, in the same script.
"use strict";

const LEFT = 16, RIGHT = 24, GAP = 13, HEADING = 16, BADGE = 12;
const NARROW = 46, WIDE = 130; // between two columns

class Gathering {
  constructor({ svg, shapes }) {
    this.svg = svg;
    this.width = svg.viewBox.baseVal.width;
    const those = (sought) => shapes.filter(({ kind }) => kind === sought);
    this.boxes = those("box").map((shape) => ({ ...shape, id: shape.components[0], area: areaOf(shape) }));
    this.links = those("line").map((shape) => ({ ...shape, ...endsOf(shape) }));
    this.badges = new Map(those("badge").map((shape) => [shape.flows[0], shape]));
    this.lanes = [...svg.querySelectorAll(".lane")];
    this.headings = [...svg.querySelectorAll(".heading")];
    this.zoneOf = new Map(this.boxes.map((box) => [box.id, this.zoneAt(box.area.y)]));
    this.former = new Map();
  }

  zoneAt(y) {
    return this.lanes.filter((lane) => lane.firstElementChild.y.baseVal.value <= y).at(-1).dataset.zone;
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
      for (const [name, value] of attributes) {
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
    }
    this.former.clear();
    this.svg.classList.remove("gathered");
    this.svg.style.removeProperty("min-width");
  }

  gather(selection) {
    const boxes = this.boxes.filter(({ id }) => selection.components.has(id));
    if (!boxes.length) return;
    const shown = new Set(boxes.map(({ id }) => id));
    const inside = ({ from, to }) => shown.has(from) && shown.has(to);
    const links = this.links.filter((link) => some(link.flows, selection.flows) && inside(link));
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
    for (const lane of this.lanes) {
      const bottoms = new Map();
      for (const box of boxes.filter(({ id }) => this.zoneOf.get(id) === lane.dataset.zone)) {
        const place = column.get(box.id);
        const y = bottoms.get(place) ?? top + HEADING;
        const tall = Math.max(box.area.height, ports.need.get(box.id) ?? 0);
        places.set(box.id, { ...box.area, x: LEFT + place * (wide + across), y: y + (tall - box.area.height) / 2 });
        bottoms.set(place, y + tall + GAP);
      }
      const bottom = bottoms.size ? Math.max(...bottoms.values()) : top;
      this.stretch(lane, top, bottom - top, width);
      top = bottom;
    }
    return { places, width, height: top };
  }

  stretch(lane, top, height, width) {
    for (const rect of lane.children) {
      this.set(rect, "y", top);
      this.set(rect, "height", height);
    }
    this.set(lane.firstElementChild, "width", width);
    const heading = this.headings.find(({ dataset }) => dataset.zone === lane.dataset.zone);
    this.set(heading.firstElementChild, "y", top + 10);
    this.set(heading, "class", height ? "heading" : "heading empty");
  }

  /** A curve from port to port, its arrow, and the number of its flows at its beginning. */
  draw(link, places, ports) {
    const [start, end] = [ports.at(link, "from", places), ports.at(link, "to", places)];
    const reach = Math.max(Math.abs(end.x - start.x) / 2, 24);
    const pulled = ({ x, y, side }) => `${x + side * reach} ${y}`;
    const [line, arrow] = link.element.children;
    this.set(line, "d", `M${start.x} ${start.y}C${pulled(start)} ${pulled(end)} ${end.x} ${end.y}`);
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
    const numbered = others.some((other) => other.startsWith("from"));
    const pitch = numbered ? BADGE : Math.min(BADGE, (height - 6) / others.length);
    return { x: side > 0 ? x + width : x, y: y + height / 2 + row * pitch, side };
  };
  return { need, at };
}
