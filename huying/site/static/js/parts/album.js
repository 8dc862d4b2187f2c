// 相册 · photos of a form that was not sent yet, kept in this browser beside its draft; what is three days old is thrown away.
const SHELF = "photos";
const KEPT = 3 * 24 * 3600 * 1000;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function shelf(mode) {
  const opening = indexedDB.open("album", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  const album = await asked(opening);
  return album.transaction(SHELF, mode).objectStore(SHELF);
}

// A browser that may not keep anything, or has no room left, must not stop anybody from sending.
async function quietly(act) {
  try {
    return await act();
  } catch {
    return undefined;
  }
}

export function keep(name, shots) {
  return quietly(async () => {
    const photos = await shelf("readwrite");
    return asked(shots.length ? photos.put({ at: Date.now(), shots }, name) : photos.delete(name));
  });
}

export function recall(name) {
  return quietly(async () => {
    const photos = await shelf("readwrite");
    const old = Date.now() - KEPT;
    photos.openCursor().onsuccess = ({ target: { result: one } }) => {
      if (!one) return;
      if (one.value.at < old) one.delete();
      one.continue();
    };
    const found = await asked(photos.get(name));
    return found && found.at >= old ? found.shots : [];
  });
}
