// All that the page knows of the country and of what moves in it.
"use strict";

(function (bk) {
  // Everything the page knows, with what is worked out once.
  function Country(data) {
    this.data = data;
    this.outlines = new bk.Outlines(data.outlines);
    this.units = data.units;
    this.names = data.jurisdictions;
    this.n = data.units.name.length;
    this.isEstimated = new Set(data.units.estimated);
    this.moved = [];
    for (var unit = 0; unit < this.n; unit++) {
      if (data.units.home[unit] !== data.units.after[unit]) this.moved.push(unit);
    }
    this.typicalSize = this._typicalSize();
    this.movedPieces = this._movedPieces();
  }

  // The width in steps that half of the units do not reach.
  Country.prototype._typicalSize = function () {
    var sizes = [], b = this.outlines.boxes;
    for (var at = 0; at < b.length; at += 4) {
      var size = Math.min(b[at + 2] - b[at], b[at + 3] - b[at + 1]);
      if (size >= 0) sizes.push(size);
    }
    sizes.sort(function (x, y) { return x - y; });
    return sizes.length ? sizes[sizes.length >> 1] : 0;
  };

  // Boxes around moved counties that hang together.
  Country.prototype._movedPieces = function () {
    var o = this.outlines, root = {}, boxes = {};
    function find(unit) {
      while (root[unit] !== unit) unit = root[unit] = root[root[unit]];
      return unit;
    }
    this.moved.forEach(function (unit) { root[unit] = unit; });
    for (var arc = 0; arc < o.unit.length; arc++) {
      var a = o.unit[arc], b = o.other[arc];
      if (a in root && b in root) root[find(a)] = find(b);
    }
    this.moved.forEach(function (unit) {
      var own = o.boxes.subarray(4 * unit, 4 * unit + 4), box = boxes[find(unit)];
      if (!isFinite(own[0])) return;
      boxes[find(unit)] = box
        ? [Math.min(box[0], own[0]), Math.min(box[1], own[1]), Math.max(box[2], own[2]), Math.max(box[3], own[3])]
        : Array.from(own);
    });
    return Object.keys(boxes).map(function (key) { return boxes[key]; });
  };

  bk.Country = Country;
})(borderkit);
