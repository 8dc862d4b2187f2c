// One request with upload progress; resolves with status, final address, text and seconds to wait, rejects only when the network failed.
export function post(form, { key, progress, submitter }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("X-Asks-Where", "1");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () =>
      resolve({
        status: request.status,
        url: request.getResponseHeader("X-Goes-To") || request.responseURL,
        text: request.responseText,
        after: Number(request.getResponseHeader("Retry-After")) || 0,
      }),
    );
    for (const failure of ["error", "timeout", "abort"]) request.addEventListener(failure, reject);
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    request.send(data);
  });
}
