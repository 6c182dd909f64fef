
(function () {
  "use strict";
  // Tables below these numbers of rows are seen at a glance.
  var SORT_FROM = 4, FILTER_FROM = 20;
  var months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
  var words = new Intl.Collator("en-GB", { numeric: true });

  // The number or date that a cell stands for; nothing for other text.
  function amount(text) {
    var date = /^(\d{1,2}) ([A-Za-z]+) (\d{4})/.exec(text);
    if (date && months.indexOf(date[2].toLowerCase()) >= 0) {
      return Date.UTC(+date[3], months.indexOf(date[2].toLowerCase()), +date[1]);
    }
    var number = /^[−-]?£?[\d,]+(\.\d+)?%?( km)?$/.test(text);
    return number ? parseFloat(text.replace("−", "-").replace(/[£,%]/g, "")) : null;
  }

  function content(row, column) { return row.cells[column].textContent.trim(); }

  function compare(one, other, column) {
    var a = content(one, column), b = content(other, column);
    var x = amount(a), y = amount(b);
    if (x !== null && y !== null) { return x - y; }
    if (x !== null || y !== null) { return x === null ? 1 : -1; }
    return words.compare(a, b);
  }

  // A button beside the name: the name itself stays as it is, also where a
  // printed table repeats it.
  function sorting(table) {
    var body = table.tBodies[0];
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      if (head.className === "b") { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", "Sort by " + head.textContent);
      head.append(" ", button);
      button.addEventListener("click", function () {
        var descends = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", descends ? "descending" : "ascending");
        var rows = Array.from(body.rows).sort(function (a, b) { return compare(a, b, column); });
        if (descends) { rows.reverse(); }
        body.append.apply(body, rows);
      });
    });
  }

  function filtering(table) {
    var rows = Array.from(table.tBodies[0].rows);
    var frame = table.parentNode, caption = table.caption;
    var line = document.createElement("p");
    var label = document.createElement("label");
    var field = document.createElement("input");
    var count = document.createElement("span");
    line.className = "filter";
    field.type = "search";
    field.id = caption.id + "-filter";
    label.htmlFor = field.id;
    label.textContent = "Show only rows with ";
    var hidden = document.createElement("span");
    hidden.className = "unseen";
    hidden.textContent = "(table: " + caption.textContent + ")";
    label.append(hidden);
    count.setAttribute("role", "status");
    line.append(label, field, count);
    frame.parentNode.insertBefore(line, frame);
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (row) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted ? shown + " of " + rows.length + " rows" : "";
    });
  }

  document.querySelectorAll("table").forEach(function (table) {
    var rows = table.tBodies[0].rows.length;
    if (rows >= SORT_FROM) { sorting(table); }
    if (rows >= FILTER_FROM) { filtering(table); }
  });
})();
