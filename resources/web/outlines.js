// Unpacks the outlines that borderkit/web_page/outlines.py wrote, and thins them for the screen.
// Coordinates are whole steps of a grid: x to the right, y upwards; `step` metres of the map each.
"use strict";
var borderkit = {};

(function (bk) {
  // From base64 to whole numbers: seven bits a byte, the lowest first, the sign in the lowest bit of all.
  function unpack(text) {
    var bytes = atob(text), numbers = new Int32Array(bytes.length), count = 0, value = 0, shift = 0;
    for (var i = 0; i < bytes.length; i++) {
      var byte = bytes.charCodeAt(i);
      value |= (byte & 0x7f) << shift;
      if (byte & 0x80) {
        shift += 7;
      } else {
        numbers[count++] = value & 1 ? -((value + 1) >>> 1) : value >>> 1;
        value = shift = 0;
      }
    }
    return numbers.subarray(0, count);
  }

  function unpackRising(text) {
    var numbers = unpack(text);
    for (var i = 1; i < numbers.length; i++) numbers[i] += numbers[i - 1];
    return numbers;
  }

  // Lines as rows of positions: those of line i are x[start[i]] to x[start[i + 1] - 1].
  function Lines(start, x, y) {
    this.start = start;
    this.x = x;
    this.y = y;
  }

  function unpackLines(text, nLines) {
    var numbers = unpack(text), start = new Int32Array(nLines + 1);
    for (var i = 0; i < nLines; i++) start[i + 1] = start[i] + numbers[i];
    var n = start[nLines], x = new Int32Array(n), y = new Int32Array(n), px = 0, py = 0;
    for (var p = 0, at = nLines; p < n; p++) {
      x[p] = px += numbers[at++];
      y[p] = py += numbers[at++];
    }
    return new Lines(start, x, y);
  }

  // Leaves out positions that lie nearer than `least` to the one kept before; both ends of a line stay.
  function thinned(lines, least) {
    var nLines = lines.start.length - 1, start = new Int32Array(nLines + 1);
    var x = new Int32Array(lines.x.length), y = new Int32Array(lines.x.length), n = 0, limit = least * least;
    for (var i = 0; i < nLines; i++) {
      start[i] = n;
      for (var p = lines.start[i], last = lines.start[i + 1] - 1; p <= last; p++) {
        var isEnd = p === last || n === start[i];
        if (!isEnd) {
          var dx = lines.x[p] - x[n - 1], dy = lines.y[p] - y[n - 1];
          if (dx * dx + dy * dy < limit) continue;
        }
        x[n] = lines.x[p];
        y[n++] = lines.y[p];
      }
    }
    start[nLines] = n;
    return new Lines(start, x.slice(0, n), y.slice(0, n));
  }

  function Outlines(data) {
    this.step = data.step;
    this.origin = data.origin;
    this.full = unpackLines(data.arcs, data.n_arcs);
    this.unit = unpackRising(data.unit);
    this.other = unpackRising(data.other);
    this.anchorX = unpackRising(data.anchor_x);
    this.anchorY = unpackRising(data.anchor_y);
    this.rings = this._rings(unpack(data.rings));
    this.arcBoxes = this._arcBoxes();
    this.boxes = this._boxes();
    this._thinned = {};
  }

  // For each unit its rings, each a row of arcs: 2 * arc, or 2 * arc + 1 if walked backwards.
  Outlines.prototype._rings = function (numbers) {
    var units = [];
    for (var at = 0; at < numbers.length;) {
      var rings = [];
      for (var left = numbers[at++]; left > 0; left--) {
        var n = numbers[at++];
        rings.push(numbers.subarray(at, at + n));
        at += n;
      }
      units.push(rings);
    }
    return units;
  };

  Outlines.prototype._arcBoxes = function () {
    var lines = this.full, nArcs = lines.start.length - 1, boxes = new Int32Array(4 * nArcs);
    for (var i = 0; i < nArcs; i++) {
      var left = Infinity, bottom = Infinity, right = -Infinity, top = -Infinity;
      for (var p = lines.start[i]; p < lines.start[i + 1]; p++) {
        left = Math.min(left, lines.x[p]);
        right = Math.max(right, lines.x[p]);
        bottom = Math.min(bottom, lines.y[p]);
        top = Math.max(top, lines.y[p]);
      }
      boxes.set([left, bottom, right, top], 4 * i);
    }
    return boxes;
  };

  Outlines.prototype._boxes = function () {
    var boxes = new Float64Array(4 * this.rings.length), arcs = this.arcBoxes;
    for (var unit = 0; unit < this.rings.length; unit++) {
      var box = [Infinity, Infinity, -Infinity, -Infinity];
      this.rings[unit].forEach(function (ring) {
        ring.forEach(function (ref) {
          var at = 4 * (ref >> 1);
          box[0] = Math.min(box[0], arcs[at]);
          box[1] = Math.min(box[1], arcs[at + 1]);
          box[2] = Math.max(box[2], arcs[at + 2]);
          box[3] = Math.max(box[3], arcs[at + 3]);
        });
      });
      boxes.set(box, 4 * unit);
    }
    return boxes;
  };

  // The lines for a scale: what is left out is smaller than half a pixel that is `perPixel` steps wide.
  Outlines.prototype.lines = function (perPixel) {
    var power = Math.floor(Math.log2(perPixel / 2));
    if (power < 1) return this.full;
    if (!this._thinned[power]) this._thinned[power] = thinned(this.full, Math.pow(2, power));
    return this._thinned[power];
  };

  // Calls `visit(x, y, isFirst)` for every position of a unit's rings.
  Outlines.prototype.walk = function (unit, lines, visit) {
    this.rings[unit].forEach(function (ring) {
      for (var r = 0; r < ring.length; r++) {
        var arc = ring[r] >> 1, a = lines.start[arc], b = lines.start[arc + 1];
        // The first position of an arc is the last one of the arc before.
        if (ring[r] & 1) {
          for (var p = b - (r ? 2 : 1); p >= a; p--) visit(lines.x[p], lines.y[p], !r && p === b - 1);
        } else {
          for (var q = a + (r ? 1 : 0); q < b; q++) visit(lines.x[q], lines.y[q], !r && q === a);
        }
      }
    });
  };

  // The unit at a position in steps, or -1.
  Outlines.prototype.unitAt = function (x, y) {
    for (var unit = 0, at = 0; unit < this.rings.length; unit++, at += 4) {
      var b = this.boxes;
      if (x >= b[at] && y >= b[at + 1] && x <= b[at + 2] && y <= b[at + 3] && this._holds(unit, x, y)) return unit;
    }
    return -1;
  };

  Outlines.prototype._holds = function (unit, x, y) {
    var inside = false, x0 = 0, y0 = 0;
    this.walk(unit, this.full, function (x1, y1, isFirst) {
      if (!isFirst && y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
      x0 = x1;
      y0 = y1;
    });
    return inside;
  };

  bk.Outlines = Outlines;
})(borderkit);
