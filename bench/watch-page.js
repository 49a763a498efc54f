// Runs in the page before anything else of it: when its figures are all there, when its charts are, how far boxes moved.
const marks = { figures: 0, charts: 0, shift: 0 };
window.benchMarks = marks;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) marks.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });

// What is to be filled has a skeleton, or is busy.
function figuresAreToCome() {
  return (
    document.querySelector("main table, main dl") === null ||
    document.querySelector("main .skeleton:not([data-chart] *), main [aria-busy=true]") !== null
  );
}

function chartsAreToCome() {
  return [...document.querySelectorAll("main [data-chart]")].some(
    (chart) => chart.querySelector("svg, [data-boxes], p") === null,
  );
}

// A frame on, it has been painted.
function mark(name) {
  requestAnimationFrame(() => {
    marks[name] = performance.now();
  });
}

function look() {
  const figures = !figuresAreToCome();
  if (figures && marks.figures === 0) mark("figures");
  if (figures && !chartsAreToCome()) mark("charts");
  else requestAnimationFrame(look);
}
requestAnimationFrame(look);
