// Runs in the page before anything else of it: when nothing of it is still to come, and how far its boxes moved.
const marks = { last: 0, shift: 0 };
window.benchMarks = marks;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) marks.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });

// What is to be filled has a skeleton, is busy, or is a chart's box without a drawing.
function isToCome() {
  return (
    document.querySelector("main table, main dl") === null ||
    document.querySelector("main .skeleton, main [aria-busy=true]") !== null ||
    [...document.querySelectorAll("main [data-chart]")].some((chart) => chart.querySelector("svg") === null)
  );
}

function look() {
  if (isToCome()) requestAnimationFrame(look);
  // A frame on, it has been painted.
  else
    requestAnimationFrame(() => {
      marks.last = performance.now();
    });
}
requestAnimationFrame(look);
