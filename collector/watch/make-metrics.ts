import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { METRICS, type LabelOf, type NamesOf } from './metric-names.js'

/** Makes metrics of the catalogue in one registry, each with the help and labels that it has there. */
export function createMaker(registry: Registry) {
  const registers = [registry]
  return {
    counter<N extends NamesOf<'counter'>>(name: N): Counter<LabelOf<N>> {
      const { help, labels } = METRICS[name]
      return new Counter<LabelOf<N>>({ name, help, labelNames: labels, registers })
    },
    /** `collect` is called as it is read. */
    gauge<N extends NamesOf<'gauge'>>(
      name: N,
      collect?: (gauge: Gauge<LabelOf<N>>) => void,
    ): Gauge<LabelOf<N>> {
      const { help, labels } = METRICS[name]
      return new Gauge<LabelOf<N>>({
        name,
        help,
        labelNames: labels,
        registers,
        ...(collect && {
          collect() {
            collect(this)
          },
        }),
      })
    },
    histogram<N extends NamesOf<'histogram'>>(name: N): Histogram<LabelOf<N>> {
      const { help, labels, buckets } = METRICS[name]
      const given = { name, help, labelNames: labels, buckets: [...buckets], registers }
      return new Histogram<LabelOf<N>>(given)
    },
  }
}
