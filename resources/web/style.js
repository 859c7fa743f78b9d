// Colours and hatches of the map: colours from the page's style sheet, so that light and dark are told in one place.
"use strict";

(function (bk) {
  var TILE = 8;
  // Families of lines of a hatch, in a tile of TILE pixels: [x0, y0, x1, y1], running beyond its edges.
  var RISING = [[-4, 4, 4, -4], [-4, 12, 12, -4], [4, 12, 12, 4]];
  var FALLING = [[4, -4, 12, 4], [-4, -4, 12, 12], [-4, 4, 4, 12]];
  var LEVEL = [[0, 4, 8, 4]], UPRIGHT = [[4, 0, 4, 8]];
  var HATCHES = {
    rising: RISING,
    falling: FALLING,
    horizontal: LEVEL,
    vertical: UPRIGHT,
    crossed: LEVEL.concat(UPRIGHT),
    "diagonal-crossed": RISING.concat(FALLING),
    dotted: [[3, 4, 5, 4]]
  };

  function channels(color) {
    var value = parseInt(color.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }

  function mixed(color, ground, share) {
    var from = channels(color), to = channels(ground);
    return "rgb(" + from.map(function (c, i) { return Math.round(c + (to[i] - c) * share); }).join(",") + ")";
  }

  // Reads the style in force for an element; `data-scheme` on it can choose light whatever the screen is.
  function Style(element, fills) {
    var css = getComputedStyle(element);
    function read(name) { return css.getPropertyValue("--" + name).trim(); }
    var self = this;
    ["water", "county-line", "border", "coast", "old-border", "frame", "muted", "label", "halo", "hatch", "mark"]
      .forEach(function (name) { self[name.replace(/-./, function (m) { return m[1].toUpperCase(); })] = read(name); });
    var shade = parseFloat(read("shade")) || 0;
    this.font = css.fontFamily;
    this.fills = fills.colors.map(function (color) { return mixed(color, self.water, shade); });
    this.patterns = fills.patterns;
    this._tiles = {};
  }

  // A pattern to fill with, in the pixels of a canvas that has `ratio` of them for one of the page; null for none.
  Style.prototype.pattern = function (ctx, name, ratio) {
    if (!HATCHES[name]) return null;
    var key = name + ratio;
    if (!this._tiles[key]) {
      var tile = document.createElement("canvas");
      tile.width = tile.height = Math.max(1, Math.round(TILE * ratio));
      var pen = tile.getContext("2d");
      pen.scale(tile.width / TILE, tile.height / TILE);
      pen.strokeStyle = this.hatch;
      pen.lineWidth = 1.1;
      pen.beginPath();
      HATCHES[name].forEach(function (line) {
        pen.moveTo(line[0], line[1]);
        pen.lineTo(line[2], line[3]);
      });
      pen.stroke();
      this._tiles[key] = tile;
    }
    var pattern = ctx.createPattern(this._tiles[key], "repeat");
    pattern.setTransform(new DOMMatrix().scale(TILE / this._tiles[key].width));
    return pattern;
  };

  bk.Style = Style;
})(borderkit);
