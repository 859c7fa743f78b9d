// What is told of a county: beside the pointer, and for those who listen. Names are text, never markup.
"use strict";

(function (bk) {
  var AWAY = 14, EDGE = 6;

  function count(number) {
    return number.toLocaleString("en-US");
  }

  function percent(part, whole) {
    return ((100 * part) / whole).toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + " %";
  }

  // The lines told of a county; the first is its name.
  function told(country, unit) {
    var u = country.units, data = country.data;
    var home = country.names[u.home[unit]].name, after = country.names[u.after[unit]].name;
    var votes = "no votes counted here";
    if (u.total[unit]) {
      votes = (country.isEstimated.has(unit) ? data.estimate : "") + "R " + percent(u.rep[unit], u.total[unit]) +
        ", D " + percent(u.dem[unit], u.total[unit]) + " of " + count(u.total[unit]) + " votes";
    }
    return [
      u.name[unit],
      home === after ? home : home + " \u2192 " + after,
      data.has_people ? count(u.people[unit]) + " people (" + data.people + ")" : "",
      data.has_votes ? data.election + ": " + votes : "",
      count(Math.round(u.land_m2[unit] / data.area.m2)) + " " + data.area.label + " of land"
    ].filter(Boolean);
  }

  function Tooltip(holder, live, country) {
    this.country = country;
    this.live = live;
    this.holder = holder;
    this.box = document.createElement("div");
    this.box.className = "county-tip";
    this.box.setAttribute("role", "tooltip");
    this.box.id = "county-tip";
    this.box.hidden = true;
    holder.appendChild(this.box);
    this.unit = -1;
  }

  // Tells of a county at a place in pixels of the holder; `aloud` for those who came by keyboard.
  Tooltip.prototype.show = function (unit, x, y, aloud) {
    var lines = told(this.country, unit), box = this.box;
    if (unit !== this.unit) {
      this.unit = unit;
      box.replaceChildren.apply(box, lines.map(function (line, i) {
        var row = document.createElement(i ? "span" : "strong");
        row.dir = "auto";
        row.textContent = line;
        return row;
      }));
    }
    if (aloud) this.live.textContent = lines.join(". ");
    box.hidden = false;
    var width = this.holder.clientWidth, height = this.holder.clientHeight;
    var left = x + AWAY + box.offsetWidth > width - EDGE ? x - AWAY - box.offsetWidth : x + AWAY;
    var top = y + AWAY + box.offsetHeight > height - EDGE ? y - AWAY - box.offsetHeight : y + AWAY;
    box.style.left = Math.max(EDGE, Math.min(left, width - box.offsetWidth - EDGE)) + "px";
    box.style.top = Math.max(EDGE, Math.min(top, height - box.offsetHeight - EDGE)) + "px";
  };

  Tooltip.prototype.hide = function () {
    this.unit = -1;
    this.box.hidden = true;
  };

  bk.Tooltip = Tooltip;
  bk.told = told;
})(borderkit);
