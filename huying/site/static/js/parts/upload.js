// One photo ahead of its form. Resolves with {key}, with {refused: words}, or with {} when the network failed.
export function upload(address, shot, progress) {
  return new Promise((resolve) => {
    const request = (shot.request = new XMLHttpRequest());
    request.open("POST", address);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(answered(request)));
    for (const failure of ["error", "timeout", "abort"]) request.addEventListener(failure, () => resolve({}));
    const data = new FormData();
    data.append("photo", shot.blob, shot.name);
    request.send(data);
  }).finally(() => (shot.request = null));
}

function answered(request) {
  try {
    const { key, refused } = JSON.parse(request.responseText);
    return request.status < 500 ? { key, refused } : {};
  } catch {
    return {};
  }
}
