// Pictures made small on the phone before anything is sent.

/** The longer side of a picture, in pixels: enough to see a wall's cracks, a fifth of a megabyte. */
export const LONGEST = 1280;

/** A picture as JPEG of at most that size. */
export async function shrink(file) {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return jpeg(canvas);
}

/** What is drawn on a canvas, as JPEG bytes. */
export async function jpeg(canvas) {
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.8); });
  if (!blob) throw new Error('no picture');
  return { bytes: await blob.arrayBuffer(), type: 'image/jpeg' };
}
