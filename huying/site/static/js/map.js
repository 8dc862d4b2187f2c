// 选点 · an outline of the villages without any tiles; only those parts of Leaflet that this needs (LOOK: ≤ 50 KB with all).
import { geoJSON } from "leaflet/src/layer/GeoJSON.js";
import "leaflet/src/layer/Tooltip.js";
import { CircleMarker } from "leaflet/src/layer/vector/CircleMarker.js";
import "leaflet/src/layer/vector/Renderer.getRenderer.js";
import { Map as Sheet } from "leaflet/src/map/Map.js";
import "leaflet/src/control/Control.Zoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

const NOTHING = { name: "", code: "" };

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Whether a ring of [longitude, latitude] goes round the point: a ray to the east crosses it an odd number of times.
function isRound(ring, { lat, lng }) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[x, y], [x2, y2]] = [ring[i], ring[j]];
    if (y > lat !== y2 > lat && lng < ((x2 - x) * (lat - y)) / (y2 - y) + x) inside = !inside;
  }
  return inside;
}

function isWithin({ type, coordinates }, latlng) {
  const polygons = type === "MultiPolygon" ? coordinates : [coordinates];
  return polygons.some((rings) => isRound(rings[0], latlng));
}

class Picker {
  constructor(box, outline, picked) {
    this.picked = picked;
    this.sheet = new Sheet(box, { attributionControl: false, zoomSnap: 0.25 });
    this.villages = geoJSON(outline, { interactive: false, style: () => this.plain(), onEachFeature: (_, layer) => this.name(layer) });
    this.villages.addTo(this.sheet);
    this.sheet.fitBounds(this.villages.getBounds(), { padding: [4, 4] });
    this.sheet.on("click", ({ latlng }) => this.pick(latlng));
    box.addEventListener("keydown", (event) => this.pickCentre(event));
  }

  plain() {
    return { color: token("--control"), weight: 1.2, fillColor: token("--sunk"), fillOpacity: 1 };
  }

  name(layer) {
    const { name } = layer.feature.properties;
    layer.bindTooltip(name, { permanent: true, direction: "center", className: "hy-map__name" });
  }

  // Without a pointer: arrow keys move the map, Enter marks its middle.
  pickCentre(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.pick(this.sheet.getCenter());
  }

  pick(latlng) {
    const layer = this.villages.getLayers().find((one) => isWithin(one.feature.geometry, latlng));
    this.picked([latlng.lat, latlng.lng], layer ? layer.feature.properties : NOTHING);
  }

  mark(point) {
    if (this.point) this.point.remove();
    this.point = point && new CircleMarker(point, { radius: 9, color: "#fff", weight: 3, fillColor: token("--red"), fillOpacity: 1 });
    if (this.point) this.point.addTo(this.sheet);
    this.villages.setStyle(this.plain());
    const latlng = this.point && this.point.getLatLng();
    for (const layer of this.villages.getLayers()) {
      if (latlng && isWithin(layer.feature.geometry, latlng)) layer.setStyle({ fillColor: token("--brand-mid") });
    }
  }
}

window.hyMap = (box, outline, point, picked) => {
  const picker = new Picker(box, outline, picked);
  picker.mark(point);
  if (point) picker.sheet.setView(point, 13);
  return picker;
};
