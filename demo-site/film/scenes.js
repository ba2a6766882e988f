import { draw, ease, line, panel, thermometerLine, words } from './drawing.js'

/** A large line of words over a temperature curve that settles. */
export function title(large, small) {
  return (canvas, seconds) => {
    thermometerLine(canvas, { upTo: ease(seconds / 1.8) })
    const rise = 12 * (1 - ease(seconds / 0.9))
    words(canvas, large, { x: 320, y: 172 + rise, size: 46, weight: 700, align: 'center' })
    words(canvas, small, { x: 320, y: 208, size: 18, colour: '#a9d3dc', align: 'center' })
  }
}

const STOPS = [
  { x: 70, y: 270, name: 'Rotterdam' },
  { x: 210, y: 205, name: 'Cologne' },
  { x: 360, y: 245, name: 'Basel' },
  { x: 560, y: 165, name: 'Milan' },
]

/** A shipment on its way, with its temperature. */
export function journey(canvas, seconds) {
  heading(canvas, 'See every shipment', 'One pallet, one line, live')
  line(canvas, STOPS, { colour: '#2c5360', width: 4 })
  const along = ease((seconds - 0.4) / 4.2) * (STOPS.length - 1)
  const leg = Math.min(Math.floor(along), STOPS.length - 2)
  const [a, b] = [STOPS[leg], STOPS[leg + 1]]
  const here = { x: a.x + (b.x - a.x) * (along - leg), y: a.y + (b.y - a.y) * (along - leg) }
  line(canvas, [...STOPS.slice(0, leg + 1), here], { colour: '#6fd3e3', width: 4 })
  STOPS.forEach((stop, index) => {
    draw.disc(canvas, stop, 7, along >= index ? '#6fd3e3' : '#2c5360')
    words(canvas, stop.name, {
      x: stop.x,
      y: stop.y + 28,
      size: 13,
      colour: '#a9d3dc',
      align: 'center',
    })
  })
  draw.disc(canvas, here, 11, '#ff9469')
  panel(canvas, { x: here.x - 36, y: here.y - 52, width: 72, height: 28, colour: '#ffffff' })
  const degrees = (4 + 0.6 * Math.sin(along * 4)).toFixed(1)
  words(canvas, `${degrees} °C`, {
    x: here.x,
    y: here.y - 33,
    size: 15,
    weight: 700,
    colour: '#0d2a33',
    align: 'center',
  })
}

/** A curve that climbs towards its limit, and the warning before it gets there. */
export function alarm(canvas, seconds) {
  heading(canvas, 'Know before it spoils', 'A warning while there is time to act')
  panel(canvas, { x: 60, y: 120, width: 520, height: 190, colour: '#143944' })
  line(
    canvas,
    [
      { x: 60, y: 160 },
      { x: 580, y: 160 },
    ],
    { colour: '#ff9469', width: 2, dash: [7, 7] },
  )
  words(canvas, '8 °C limit', { x: 568, y: 150, size: 12, colour: '#ff9469', align: 'right' })
  const points = []
  for (let x = 0; x <= 480 * ease(seconds / 3.4); x += 4) {
    const climb = ease((x - 260) / 120) - ease((x - 390) / 90)
    points.push({ x: 80 + x, y: 275 - 8 * Math.sin(x / 22) - 88 * climb })
  }
  line(canvas, points, { colour: '#6fd3e3', width: 3 })
  if (points.length > 0) draw.disc(canvas, points.at(-1), 6, '#ffffff')
  if (seconds > 2.1) {
    const grown = ease((seconds - 2.1) / 0.4)
    panel(canvas, { x: 190, y: 196 - 6 * grown, width: 170, height: 46, colour: '#ffffff' })
    words(canvas, 'Door open, dock 4', { x: 206, y: 210, size: 15, weight: 700, colour: '#0d2a33' })
    words(canvas, '38 minutes left', { x: 206, y: 228, size: 13, colour: '#b8431b' })
  }
}

const PROOFS = [
  'Sensor calibration',
  'Route and handovers',
  'Temperature, 2 to 8 °C',
  'Release by QA',
]

/** A report whose lines are ticked off. */
export function proof(canvas, seconds) {
  heading(canvas, 'Prove it in one click', 'The audit file writes itself')
  panel(canvas, { x: 170, y: 118, width: 300, height: 200, colour: '#f4fafb' })
  words(canvas, 'Shipment 20 417', { x: 194, y: 150, size: 16, weight: 700, colour: '#0d2a33' })
  PROOFS.forEach((name, index) => {
    const y = 184 + index * 32
    words(canvas, name, { x: 194, y, size: 15, colour: '#3b5560' })
    const ticked = ease((seconds - 0.4 - index * 0.45) / 0.3)
    if (ticked > 0) draw.tick(canvas, { x: 436, y: y - 5 }, ticked)
  })
}

function heading(canvas, large, small) {
  words(canvas, large, { x: 60, y: 62, size: 30, weight: 700 })
  words(canvas, small, { x: 60, y: 90, size: 16, colour: '#a9d3dc' })
}
