// Brings the page to life: the map, its switch and buttons, what is told of counties, light and dark, printing.
"use strict";

(function (bk) {
  var FINEST_PIXEL = 25, CLOSE_UP = 60, LEAST_TO_SHOW = 60000, PRINT_WIDTH = 480, PRINT_RATIO = 3, COARSEST = -20, ROOM_BELOW = 165;

  function element(id) {
    return document.getElementById(id);
  }

  function Page(map, tiles) {
    this.map = map;
    this.country = new bk.Country(JSON.parse(element("borderkit-data").textContent));
    this.layer = new bk.CountyLayer(this.country, this._style(), { ground: map.options.crs === L.CRS.Simple ? 1 : 0.6 });
    this.tooltip = new bk.Tooltip(element("map-holder"), element("map-live"), this.country);
    this.outline = L.polyline([], { interactive: false, weight: 2.5, renderer: L.svg({ padding: 0.35 }) });
    this._bound();
    this.look(this.country.data.views.states ? "states" : "all");
    this.layer.on("painted", this._painted, this);
    this.layer.addTo(map);
    this.outline.addTo(map);
    bk.scaleBar(this);
    this._pointer();
    this._keyboard();
    this._buttons();
    this._scheme();
    this._printing();
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    if (tiles) this._tiles(tiles);
    document.documentElement.dataset.ready = "yes";
  }

  Page.prototype._style = function () {
    return new bk.Style(element("map-holder"), this.country.data.fills);
  };

  Page.prototype._bounds = function (box) {
    return L.latLngBounds(bk.toLatLng(this.map, box[0], box[1]), bk.toLatLng(this.map, box[2], box[3]));
  };

  // Keeps the map between all of it and as near as the outlines are true.
  Page.prototype._bound = function () {
    var map = this.map, all = this._bounds(this.country.data.views.all);
    map.setView(all.getCenter(), 0, { animate: false });
    map.setMinZoom(COARSEST);
    var fits = map.getBoundsZoom(all);
    // Leaflet would glide to a zoom that is allowed, and arrive after the page has gone on to another place.
    map.setView(all.getCenter(), fits, { animate: false });
    var nearest = map.options.crs === L.CRS.Simple ? Math.log2(1000 / FINEST_PIXEL) : 12;
    map.setMaxZoom(Math.max(nearest, fits + 1));
    map.setMinZoom(Math.floor(fits * 2) / 2 - 0.5);
    map.setMaxBounds(all.pad(0.6));
  };

  // Looks at "all", "states" or "moved".
  Page.prototype.look = function (view) {
    var box = this.country.data.views[view].slice();
    // A single small county is shown with what lies around it.
    for (var i = 0; i < 2; i++) {
      var lacking = Math.max(0, LEAST_TO_SHOW - (box[i + 2] - box[i])) / 2;
      box[i] -= lacking;
      box[i + 2] += lacking;
    }
    this.map.fitBounds(this._bounds(box), { paddingTopLeft: [12, 12], paddingBottomRight: [12, 28], animate: false });
  };

  Page.prototype.switchTo = function (side) {
    this.layer.show(side);
    element("map-holder").dataset.side = side;
    element("map-live").textContent = side === "after" ? "Borders of the proposal." : "Borders of today.";
  };

  // The legend names the lines that are to be seen.
  Page.prototype._painted = function () {
    var picture = this.layer.picture;
    [["legend-mark", picture.hasMarks], ["legend-old", picture.hasOld]].forEach(function (line) {
      if (element(line[0])) element(line[0]).hidden = !line[1];
    });
  };

  // The county at a place in pixels of the map, or -1.
  Page.prototype.unitAt = function (point) {
    var at = bk.fromLatLng(this.map, this.map.containerPointToLatLng(point)), o = this.country.outlines;
    return o.unitAt((at[0] - o.origin[0]) / o.step, (at[1] - o.origin[1]) / o.step);
  };

  Page.prototype.tell = function (unit, point, aloud) {
    if (unit < 0) return this.untell();
    if (unit !== this.tooltip.unit) this._outline(unit);
    this.tooltip.show(unit, point.x, point.y, aloud);
  };

  Page.prototype.untell = function () {
    this.tooltip.hide();
    this.outline.setLatLngs([]);
  };

  Page.prototype._outline = function (unit) {
    var o = this.country.outlines, map = this.map, rings = [];
    o.walk(unit, o.lines(1 / this.layer.picture.k), function (x, y, isFirst) {
      if (isFirst) rings.push([]);
      rings[rings.length - 1].push(bk.toLatLng(map, o.origin[0] + x * o.step, o.origin[1] + y * o.step));
    });
    this.outline.setLatLngs(rings);
  };

  // Where a county lies, in pixels of the map.
  Page.prototype.placeOf = function (unit) {
    var o = this.country.outlines;
    return this.map.latLngToContainerPoint(
      bk.toLatLng(this.map, o.origin[0] + o.anchorX[unit] * o.step, o.origin[1] + o.anchorY[unit] * o.step));
  };

  Page.prototype._pointer = function () {
    var page = this, map = this.map, box = map.getContainer();
    map.on("mousemove", function (event) {
      page.tell(page.unitAt(event.containerPoint), event.containerPoint, false);
    });
    map.on("click", function (event) {
      page.tell(page.unitAt(event.containerPoint), event.containerPoint, true);
    });
    map.on("mouseout movestart zoomstart", function () { page.untell(); });
    // The wheel scrolls the page until the map is clicked or reached by keyboard.
    map.on("focus click", function () { map.scrollWheelZoom.enable(); });
    map.on("blur mouseout", function () { map.scrollWheelZoom.disable(); });
    // One finger scrolls the page, two move the map.
    if (L.Browser.mobile) map.dragging.disable();
    box.addEventListener("keydown", function (event) { if (event.key === "Escape") page.untell(); });
  };

  // The arrow keys move the map; the county in its middle is told.
  Page.prototype._keyboard = function () {
    var page = this, map = this.map, box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", "Map of the " + this.country.data.units_called);
    box.setAttribute("aria-describedby", "map-keys");
    function tellMiddle() {
      if (document.activeElement !== box || !box.matches(":focus-visible")) return;
      var middle = map.getSize().divideBy(2);
      page.tell(page.unitAt(middle), middle, true);
    }
    box.addEventListener("focus", tellMiddle);
    box.addEventListener("blur", function () { page.untell(); });
    map.on("moveend", tellMiddle);
  };

  Page.prototype._buttons = function () {
    var page = this;
    document.querySelectorAll("input[name=side]").forEach(function (input) {
      input.addEventListener("change", function () { page.switchTo(input.value); });
      if (input.checked) page.switchTo(input.value);
    });
    document.querySelectorAll("button[data-view]").forEach(function (button) {
      button.addEventListener("click", function () { page.look(button.dataset.view); });
    });
    document.querySelectorAll("button[data-unit]").forEach(function (button) {
      var unit = Number(button.dataset.unit);
      button.addEventListener("focus", function () {
        if (button.matches(":focus-visible")) element("map-live").textContent = bk.told(page.country, unit).join(". ");
      });
      button.addEventListener("click", function () { page.find(unit); });
    });
  };

  // Brings a county before the reader's eyes.
  Page.prototype.find = function (unit) {
    var b = this.country.outlines.boxes.subarray(4 * unit, 4 * unit + 4), o = this.country.outlines;
    if (!isFinite(b[0])) return;
    element("map-holder").scrollIntoView({ block: "nearest" });
    var box = [0, 1, 2, 3].map(function (i) { return o.origin[i % 2] + b[i] * o.step; });
    // What is told of it stands below it.
    this.map.fitBounds(this._bounds(box), {
      paddingTopLeft: [CLOSE_UP, CLOSE_UP], paddingBottomRight: [CLOSE_UP, ROOM_BELOW], animate: false
    });
    var below = this.map.latLngToContainerPoint(bk.toLatLng(this.map, (box[0] + box[2]) / 2, box[1]));
    this.tell(unit, below, true);
  };

  Page.prototype._scheme = function () {
    var page = this;
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
      page.layer.setStyle(page._style());
    });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.map.options.zoomAnimation = this.map.options.fadeAnimation = this.map.options.inertia = false;
      this.map._zoomAnimated = false;
    }
  };

  // On paper both sides stand beside each other, light whatever the screen is.
  Page.prototype._printing = function () {
    var page = this;
    function draw() {
      var figures = document.querySelectorAll("canvas[data-print]");
      var views = page.country.data.views, box = views.states || views.all;
      var shape = Math.min(1.1, Math.max(0.55, (box[3] - box[1]) / (box[2] - box[0])));
      var width = PRINT_WIDTH, height = Math.round(width * shape);
      figures.forEach(function (canvas) {
        canvas.width = width * PRINT_RATIO;
        canvas.height = height * PRINT_RATIO;
        var style = new bk.Style(canvas, page.country.data.fills);
        bk.Picture.fitting(page.country, width, height, box)
          .paint(canvas.getContext("2d"), canvas.dataset.print, style, PRINT_RATIO, 1);
      });
    }
    window.addEventListener("beforeprint", draw);
    page.drawForPrint = draw;
  };

  // OpenStreetMap's servers refuse pages that are opened from a file: such a page does not ask them.
  Page.prototype._tiles = function (tiles) {
    var served = location.protocol === "http:" || location.protocol === "https:";
    if (served) tiles.addTo(this.map);
    element("map-network").hidden = served;
  };

  bk.start = function (map, tiles) {
    bk.page = new Page(map, tiles);
  };
})(borderkit);
