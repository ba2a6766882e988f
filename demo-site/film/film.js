// The product film of the demo site: every frame is a pure function of its second. film.html shows it running when a
// web server serves this folder. pages/media/product-tour.webm is its 500 frames at 25 a second, saved as PNG, with a
// keyframe each second so that a player can seek:
// ffmpeg -framerate 25 -i %04d.png -c:v libvpx-vp9 -pix_fmt yuv420p -g 25 -b:v 0 -crf 38 product-tour.webm

import { alarm, journey, proof, title } from './scenes.js'

export const SECONDS = 20
export const WIDTH = 640
export const HEIGHT = 360

const SCENES = [
  { from: 0, to: 3.6, draw: title('Firnline', 'Every degree, from dock to door') },
  { from: 3.6, to: 8.8, draw: journey },
  { from: 8.8, to: 13.8, draw: alarm },
  { from: 13.8, to: 17.2, draw: proof },
  { from: 17.2, to: SECONDS, draw: title('Ship it cold. Prove it.', 'firnline.example') },
]

const FADE_SECONDS = 0.35

/** Draws the frame of that second: the scene in which it lies, faded in and out, and the marks below. */
export function drawFrame(canvas, seconds) {
  canvas.fillStyle = '#0d2a33'
  canvas.fillRect(0, 0, WIDTH, HEIGHT)
  for (const { from, to, draw } of SCENES) {
    if (seconds < from || seconds >= to) continue
    const first = from === 0 ? 1 : (seconds - from) / FADE_SECONDS
    const last = to === SECONDS ? 1 : (to - seconds) / FADE_SECONDS
    canvas.globalAlpha = Math.max(0, Math.min(1, first, last))
    draw(canvas, seconds - from)
    canvas.globalAlpha = 1
  }
  SCENES.forEach(({ from, to }, index) => {
    const current = seconds >= from && seconds < to
    canvas.fillStyle = current ? '#ff9469' : '#2c5360'
    canvas.fillRect(272 + index * 20, 340, 14, 3)
  })
}
