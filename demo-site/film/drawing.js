/** From 0 to 1, slow at both ends; clamped outside. */
export function ease(share) {
  const s = Math.max(0, Math.min(1, share))
  return s * s * (3 - 2 * s)
}

export function words(
  canvas,
  text,
  { x, y, size, weight = 400, colour = '#ffffff', align = 'left' },
) {
  canvas.font = `${weight} ${size}px Arial, sans-serif`
  canvas.fillStyle = colour
  canvas.textAlign = align
  canvas.fillText(text, x, y)
}

export function line(canvas, points, { colour, width, dash = [] }) {
  canvas.strokeStyle = colour
  canvas.lineWidth = width
  canvas.lineJoin = canvas.lineCap = 'round'
  canvas.setLineDash(dash)
  canvas.beginPath()
  for (const { x, y } of points) canvas.lineTo(x, y)
  canvas.stroke()
  canvas.setLineDash([])
}

export function panel(canvas, { x, y, width, height, colour }) {
  canvas.fillStyle = colour
  canvas.beginPath()
  canvas.roundRect(x, y, width, height, 8)
  canvas.fill()
}

/** The brand's line: a temperature that swings and then lies still. */
export function thermometerLine(canvas, { upTo }) {
  const points = []
  for (let x = 0; x <= 640 * upTo; x += 4) {
    points.push({ x, y: 272 - 46 * Math.exp(-x / 170) * Math.sin(x / 24) })
  }
  line(canvas, points, { colour: '#6fd3e3', width: 4 })
  if (upTo < 1 && points.length > 0) draw.disc(canvas, points.at(-1), 7, '#ff9469')
}

export const draw = {
  disc(canvas, { x, y }, radius, colour) {
    canvas.fillStyle = colour
    canvas.beginPath()
    canvas.arc(x, y, radius, 0, 2 * Math.PI)
    canvas.fill()
  },

  tick(canvas, { x, y }, grown) {
    draw.disc(canvas, { x, y }, 11 * grown, '#0f7d6c')
    const points = [
      { x: x - 5, y },
      { x: x - 1, y: y + 4 },
      { x: x + 5, y: y - 4 },
    ]
    line(canvas, points, { colour: '#ffffff', width: 2.5 * grown })
  },
}
