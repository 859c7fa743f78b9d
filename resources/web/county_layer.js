// Keeps the counties painted on a Leaflet map.
"use strict";

(function (bk) {
  // The counties on a Leaflet map. A renderer of its own: one canvas, painted anew when the map comes to rest.
  var CountyLayer = L.Renderer.extend({
    options: { padding: 0.35, ground: 1 },

    initialize: function (country, style, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.country = country;
      this.style = style;
      this.side = "after";
    },

    show: function (side) {
      this.side = side;
      this.repaint();
    },

    setStyle: function (style) {
      this.style = style;
      this.repaint();
    },

    repaint: function () {
      if (this._map) this._paint();
    },

    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
    },

    _destroyContainer: function () {
      this._container.remove();
      delete this._container;
    },

    _updatePaths: function () {},

    _update: function () {
      // While a zoom is shown by stretching the picture there is nothing to paint yet.
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this._paint();
    },

    _paint: function () {
      var bounds = this._bounds, size = bounds.getSize(), ratio = window.devicePixelRatio || 1;
      var canvas = this._container, map = this._map;
      L.DomUtil.setPosition(canvas, bounds.min);
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      // Both coordinate systems put metres and pixels in proportion, so two places tell everything.
      var zero = map.project(bk.toLatLng(map, 0, 0), map.getZoom());
      var far = map.project(bk.toLatLng(map, 1e6, 0), map.getZoom());
      var corner = map.getPixelOrigin().add(bounds.min);
      this.picture = new bk.Picture(this.country, size.x, size.y, (far.x - zero.x) / 1e6,
        zero.x - corner.x, zero.y - corner.y);
      var view = map.getSize(), left = (size.x - view.x) / 2, top = (size.y - view.y) / 2;
      this.picture.seen = [left, top, left + view.x, top + view.y];
      this.picture.paint(canvas.getContext("2d"), this.side, this.style, ratio, this.options.ground);
      this.fire("painted");
    }
  });

  // Leaflet's position of metres of the map: kilometres on a plane, or longitude and latitude.
  bk.toLatLng = function (map, x, y) {
    if (map.options.crs === L.CRS.Simple) return L.latLng(y / 1000, x / 1000);
    return map.options.crs.projection.unproject(L.point(x, y));
  };

  bk.fromLatLng = function (map, place) {
    if (map.options.crs === L.CRS.Simple) return [place.lng * 1000, place.lat * 1000];
    var at = map.options.crs.projection.project(place);
    return [at.x, at.y];
  };

  bk.CountyLayer = CountyLayer;
})(borderkit);
