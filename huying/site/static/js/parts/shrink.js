// A photo of at most 1600 px, as JPEG; whatever this browser cannot draw is sent as it is, for the server to judge.
const LONGEST = 1600;
const LARGEST = 400 * 1024;
const QUALITIES = [0.8, 0.65, 0.5];

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

function encoded(canvas, quality) {
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

async function smallEnough(canvas) {
  let blob = null;
  for (const quality of QUALITIES) {
    blob = await encoded(canvas, quality);
    if (blob && blob.size <= LARGEST) break;
  }
  return blob;
}

export async function shrink(file) {
  try {
    const image = await picture(file);
    const canvas = drawn(image);
    image.close();
    const blob = await smallEnough(canvas);
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}
