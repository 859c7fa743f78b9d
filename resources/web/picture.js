// Paints a part of the map: fills, borders, insets, names; with today's borders or with those of the proposal.
"use strict";

(function (bk) {
  var UNIT_LINES_FROM = 4, TOO_SMALL = 9, NOTHING = -1, INSET_MARGIN = 30000;

  // A part of the map as pixels: `scale` pixels for a metre, metre (0, 0) at pixel (x0, y0).
  function Picture(country, width, height, scale, x0, y0) {
    this.country = country;
    this.width = width;
    this.height = height;
    this.seen = [0, 0, width, height];
    this.scale = scale;
    this.x0 = x0;
    this.y0 = y0;
    var o = country.outlines;
    this.k = scale * o.step;
    this.cx = x0 + o.origin[0] * scale;
    this.cy = y0 - o.origin[1] * scale;
  }

  Picture.fitting = function (country, width, height, box) {
    var scale = Math.min(width / (box[2] - box[0]), height / (box[3] - box[1])) * 0.94;
    return new Picture(country, width, height, scale,
      width / 2 - ((box[0] + box[2]) / 2) * scale, height / 2 + ((box[1] + box[3]) / 2) * scale);
  };

  Picture.prototype.toPixel = function (x, y) {
    return [this.x0 + x * this.scale, this.y0 - y * this.scale];
  };

  Picture.prototype.fromStep = function (x, y) {
    return [this.cx + x * this.k, this.cy - y * this.k];
  };

  Picture.prototype._sees = function (boxes, at) {
    return this.cx + boxes[at + 2] * this.k >= -4 && this.cx + boxes[at] * this.k <= this.width + 4 &&
      this.cy - boxes[at + 1] * this.k >= -4 && this.cy - boxes[at + 3] * this.k <= this.height + 4;
  };

  // Paints one side, "before" or "after"; `ratio` is pixels of the canvas for one of the page, `ground` how much of
  // what lies beneath is hidden.
  Picture.prototype.paint = function (ctx, side, style, ratio, ground) {
    this.side = side;
    this.lines = this.country.outlines.lines(1 / this.k);
    this.hasMarks = this.hasOld = false;
    ctx.save();
    ctx.scale(ratio, ratio);
    ctx.clearRect(0, 0, this.width, this.height);
    this._fills(ctx, style, ratio, ground);
    this._borders(ctx, style);
    this._insets(ctx, style);
    if (side === "after") this._marks(ctx, style);
    this._names(ctx, style);
    ctx.restore();
  };

  Picture.prototype._fills = function (ctx, style, ratio, ground) {
    var self = this, classes = this.country.data.fills[this.side], o = this.country.outlines, byClass = {};
    this.visible = [];
    for (var unit = 0; unit < this.country.n; unit++) {
      if (!this._sees(o.boxes, 4 * unit)) continue;
      this.visible.push(unit);
      (byClass[classes[unit]] = byClass[classes[unit]] || []).push(unit);
    }
    var k = this.k, cx = this.cx, cy = this.cy;
    function visit(x, y, isFirst) {
      if (isFirst) ctx.moveTo(cx + x * k, cy - y * k); else ctx.lineTo(cx + x * k, cy - y * k);
    }
    Object.keys(byClass).forEach(function (found) {
      ctx.beginPath();
      byClass[found].forEach(function (unit) { o.walk(unit, self.lines, visit); });
      ctx.globalAlpha = ground;
      ctx.fillStyle = style.fills[found];
      ctx.fill("evenodd");
      ctx.globalAlpha = 1;
      var hatch = style.pattern(ctx, style.patterns[found], ratio);
      if (hatch) {
        ctx.fillStyle = hatch;
        ctx.fill("evenodd");
      }
    });
  };

  Picture.prototype._borders = function (ctx, style) {
    var o = this.country.outlines, now = this.country.units[this.side === "after" ? "after" : "home"];
    var home = this.country.units.home, plain = [], old = [], coast = [], parted = [];
    for (var arc = 0; arc < o.unit.length; arc++) {
      if (!this._sees(o.arcBoxes, 4 * arc)) continue;
      var a = o.unit[arc], b = o.other[arc];
      if (b === NOTHING) coast.push(arc);
      else if (now[a] !== now[b]) parted.push(arc);
      else if (home[a] !== home[b]) old.push(arc);
      else plain.push(arc);
    }
    this.hasOld = old.length > 0;
    ctx.lineJoin = ctx.lineCap = "round";
    if (this.country.typicalSize * this.k >= UNIT_LINES_FROM) this._stroke(ctx, plain, style.countyLine, 0.8);
    this._stroke(ctx, coast, style.coast, 1);
    ctx.lineCap = "butt";
    this._stroke(ctx, old, style.halo, 3.2);
    ctx.setLineDash([6, 4]);
    this._stroke(ctx, old, style.oldBorder, 1.8);
    ctx.setLineDash([]);
    ctx.lineCap = "round";
    this._stroke(ctx, parted, style.border, 1.9);
  };

  Picture.prototype._stroke = function (ctx, arcs, color, width) {
    var lines = this.lines;
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (var i = 0; i < arcs.length; i++) {
      for (var p = lines.start[arcs[i]], end = lines.start[arcs[i] + 1], first = p; p < end; p++) {
        var x = this.cx + lines.x[p] * this.k, y = this.cy - lines.y[p] * this.k;
        if (p === first) ctx.moveTo(x, y); else ctx.lineTo(x, y);
      }
    }
    ctx.stroke();
  };

  Picture.prototype._insets = function (ctx, style) {
    var self = this;
    this.country.data.frames.forEach(function (frame) {
      var low = self.toPixel(frame.box[0] - INSET_MARGIN, frame.box[1] - INSET_MARGIN);
      var high = self.toPixel(frame.box[2] + INSET_MARGIN, frame.box[3] + INSET_MARGIN);
      ctx.strokeStyle = style.frame;
      ctx.lineWidth = 1;
      ctx.strokeRect(low[0], high[1], high[0] - low[0], low[1] - high[1]);
      var caption = frame.scale === 1 ? frame.name
        : frame.name + ", at " + Math.round(frame.scale * 100) + "% of the scale";
      ctx.font = "11px " + style.font;
      ctx.textAlign = "left";
      ctx.textBaseline = "top";
      ctx.fillStyle = style.muted;
      if (ctx.measureText(caption).width < high[0] - low[0]) ctx.fillText(caption, low[0], low[1] + 3);
    });
  };

  // Rings what moved and is too small to be seen.
  Picture.prototype._marks = function (ctx, style) {
    var self = this;
    this.country.movedPieces.forEach(function (box) {
      var size = Math.max(box[2] - box[0], box[3] - box[1]) * self.k;
      if (size > TOO_SMALL) return;
      self.hasMarks = true;
      var at = self.fromStep((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
      [[style.halo, 4.5], [style.mark, 2]].forEach(function (pen) {
        ctx.strokeStyle = pen[0];
        ctx.lineWidth = pen[1];
        ctx.beginPath();
        ctx.arc(at[0], at[1], 10, 0, 2 * Math.PI);
        ctx.stroke();
      });
    });
  };

  Picture.prototype._names = function (ctx, style) {
    var names = new bk.Names(ctx, this, style), country = this.country;
    names.jurisdictions(country.data.labels[this.side], country.names);
    var all = country.typicalSize * this.k > 60, isMoved = new Set(country.moved);
    names.counties(this.visible.filter(function (unit) { return all || isMoved.has(unit); }),
      country.units.name, country.outlines);
  };

  bk.Picture = Picture;
})(borderkit);
