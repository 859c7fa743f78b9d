// The scale bar, in miles and kilometres: the map is equal-area, so lengths are not the same everywhere.
"use strict";

(function (bk) {
  // How long a metre of the map is on the ground at a place: one of the parts of the map, the last that holds it.
  function groundAt(parts, x, y) {
    var factor = 1;
    parts.forEach(function (part, i) {
      var box = part.box, rows = part.east.length, columns = part.east[0].length;
      if (i && (x < box[0] || y < box[1] || x > box[2] || y > box[3])) return;
      var across = Math.min(1, Math.max(0, (x - box[0]) / (box[2] - box[0])));
      var up = Math.min(1, Math.max(0, (y - box[1]) / (box[3] - box[1])));
      factor = part.east[Math.round(up * (rows - 1))][Math.round(across * (columns - 1))];
    });
    return factor;
  }

  // Keeps a bar beside the map that is true in the middle of what is seen.
  bk.scaleBar = function (page) {
    var map = page.map, bar = document.getElementById("map-scale");
    if (map.options.crs !== L.CRS.Simple) {
      bar.hidden = true;
      L.control.scale().addTo(map);
      return;
    }
    function show() {
      var middle = bk.fromLatLng(map, map.getCenter());
      var perPixel = groundAt(page.country.data.ground, middle[0], middle[1]) / page.layer.picture.scale;
      [["miles", 1609.344, "mi"], ["km", 1000, "km"]].forEach(function (unit) {
        var most = (perPixel * 120) / unit[1], power = Math.pow(10, Math.floor(Math.log10(most)));
        var length = [5, 2, 1].map(function (step) { return step * power; }).find(function (l) { return l <= most; });
        var line = document.getElementById("scale-" + unit[0]);
        line.style.width = (length * unit[1]) / perPixel + "px";
        line.textContent = length.toLocaleString("en-US") + " " + unit[2];
      });
    }
    map.on("moveend", show);
    show();
  };
})(borderkit);
