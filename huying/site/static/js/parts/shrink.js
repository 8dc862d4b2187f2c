// A photo of at most 1600 px, as JPEG; whatever this browser cannot draw is sent as it is, for the server to judge.
const LONGEST = 1600;

async function picture(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return createImageBitmap(file);
  }
}

function drawn(image) {
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export async function shrink(file) {
  try {
    const image = await picture(file);
    const canvas = drawn(image);
    image.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.72));
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}
