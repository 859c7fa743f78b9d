// Names on the map: of states and new jurisdictions, and of counties where they have room.
"use strict";

(function (bk) {
  var KIND = / (County|Parish|City and Borough|Borough|Census Area|Municipality)$/;
  var LARGEST = 16, LEAST = 10, COUNTY = 11, LINE = 1.15;

  function overlaps(a, b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  // Names on one line, then on two.
  function versions(name) {
    var words = name.split(" "), found = [[name]];
    var best = null;
    for (var i = 1; i < words.length; i++) {
      var lines = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
      var longest = Math.max(lines[0].length, lines[1].length);
      if (!best || longest < best.longest) best = { lines: lines, longest: longest };
    }
    if (best) found.push(best.lines);
    return found;
  }

  function Names(ctx, picture, style) {
    this.ctx = ctx;
    this.picture = picture;
    this.style = style;
    this.taken = [];
  }

  Names.prototype._font = function (pixels, weight) {
    this.ctx.font = weight + " " + pixels + "px " + this.style.font;
  };

  Names.prototype._width = function (lines) {
    var ctx = this.ctx;
    return Math.max.apply(null, lines.map(function (line) { return ctx.measureText(line).width; }));
  };

  // Tells whether the edge of what is seen runs through a box: there is a margin around it, for when the map moves.
  Names.prototype._isCut = function (box) {
    var edge = this.picture.seen;
    var isInside = box[0] >= edge[0] && box[1] >= edge[1] && box[2] <= edge[2] && box[3] <= edge[3];
    return !isInside && overlaps(box, edge);
  };

  // Draws lines about a place if they are within `room` pixels and nothing is there yet; returns whether it did.
  Names.prototype._place = function (lines, x, y, pixels, weight, room) {
    this._font(pixels, weight);
    var width = this._width(lines), height = lines.length * pixels * LINE;
    var box = [x - width / 2 - 3, y - height / 2 - 2, x + width / 2 + 3, y + height / 2 + 2];
    if (width > room || this.taken.some(overlaps.bind(null, box))) return false;
    if (this._isCut(box)) return false;
    this.taken.push(box);
    var ctx = this.ctx;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = this.style.halo;
    ctx.fillStyle = this.style.label;
    lines.forEach(function (line, i) {
      var down = y + (i - (lines.length - 1) / 2) * pixels * LINE;
      ctx.strokeText(line, x, down);
      ctx.fillText(line, x, down);
    });
    return true;
  };

  // `labels` holds [position, x, y, half of the room's width] in metres of the map; the roomiest come first.
  Names.prototype.jurisdictions = function (labels, names) {
    var self = this, picture = this.picture;
    labels.slice().sort(function (a, b) { return b[3] - a[3]; }).forEach(function (label) {
      var at = picture.toPixel(label[1], label[2]), room = 2 * label[3] * picture.scale;
      if (at[0] < 0 || at[1] < 0 || at[0] > picture.width || at[1] > picture.height) return;
      var name = names[label[0]], upper = name.name.toUpperCase();
      for (var pixels = LARGEST; pixels >= LEAST; pixels -= 2) {
        var wanted = versions(upper);
        for (var i = 0; i < wanted.length; i++) {
          if (self._place(wanted[i], at[0], at[1], pixels, 600, room * (i ? 0.9 : 1.05))) return;
        }
      }
      self._place([name.code], at[0], at[1], LEAST, 600, room * 1.4);
    });
  };

  // Names the counties in `units` that are wide and high enough.
  Names.prototype.counties = function (units, names, outlines) {
    var self = this, picture = this.picture;
    units.forEach(function (unit) {
      var b = outlines.boxes, k = picture.scale * outlines.step;
      var width = (b[4 * unit + 2] - b[4 * unit]) * k, height = (b[4 * unit + 3] - b[4 * unit + 1]) * k;
      if (width < 24 || height < 16) return;
      var at = picture.fromStep(outlines.anchorX[unit], outlines.anchorY[unit]);
      var wanted = versions(names[unit].replace(KIND, ""));
      if (!self._place(wanted[0], at[0], at[1], COUNTY, 400, width * 0.9) && wanted[1] && height > 34) {
        self._place(wanted[1], at[0], at[1], COUNTY, 400, width * 0.9);
      }
    });
  };

  bk.Names = Names;
})(borderkit);
