// The filters that the timeline and the graph share: classes and a stretch of time.
import { h } from "./dom.js";
import { lower } from "./words.js";

/** State from an address: classes left out, first and last day. */
export function fromQuery(model, query) {
  const without = new Set((query.get("without") ?? "").split(",").filter((name) => model.content.classes[name]));
  const day = (name) => (/^\d{4}-\d{2}-\d{2}$/.test(query.get(name) ?? "") ? query.get(name) : "");
  return { without, from: day("from"), to: day("to") };
}

export function toQuery(state) {
  return { without: [...state.without].sort().join(","), from: state.from, to: state.to };
}

/** Check boxes of classes with their colours and counts. */
export function classBoxes(counts, model, state, change) {
  const boxes = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([name, number]) => {
      const box = h("input", {
        type: "checkbox",
        checked: !state.without.has(name),
        "data-class": name,
        change: () => {
          if (box.checked) state.without.delete(name);
          else state.without.add(name);
          change();
        },
      });
      const dot = h("span", { class: "dot", "aria-hidden": "true" });
      dot.style.setProperty("--class", model.content.classes[name].colour);
      return h("label", { class: "class" }, box, dot, lower(name), h("span", { class: "soft" }, ` ${number}`));
    });
  const set = (isOn) => {
    state.without = isOn ? new Set() : new Set(counts.keys());
    boxes.forEach((label) => {
      label.querySelector("input").checked = isOn;
    });
    change();
  };
  return h(
    "fieldset",
    { class: "classes" },
    h("legend", {}, "Classes"),
    h(
      "p",
      { class: "ways" },
      h("button", { type: "button", class: "small", click: () => set(true) }, "All"),
      h("button", { type: "button", class: "small", click: () => set(false) }, "None"),
    ),
    boxes,
  );
}

/** Two day fields; `set` shows days that were chosen elsewhere. */
export function dayFields(state, change) {
  const field = (name, label) => {
    const input = h("input", {
      type: "date",
      value: state[name],
      "aria-label": label,
      change: () => {
        state[name] = input.value;
        change();
      },
    });
    return input;
  };
  const [from, to] = [field("from", "First day"), field("to", "Last day")];
  const element = h("span", { class: "days" }, from, " – ", to);
  element.set = () => {
    from.value = state.from;
    to.value = state.to;
  };
  return element;
}

export function countBy(values) {
  const found = new Map();
  values.forEach((value) => found.set(value, (found.get(value) ?? 0) + 1));
  return found;
}
