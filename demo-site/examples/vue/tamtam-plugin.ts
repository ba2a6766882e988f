import { inject, type InjectionKey, type Plugin } from 'vue'
import { createTamtam, type Options, type Tamtam } from 'tamtam'

const KEY: InjectionKey<Tamtam> = Symbol('tamtam')

/** Tamtam for as long as the application is mounted: `app.use(tamtamPlugin, { site, endpoint })`. */
export const tamtamPlugin: Plugin<[Options]> = {
  install(app, options) {
    const tamtam = createTamtam(options)
    app.provide(KEY, tamtam)
    app.onUnmount(() => tamtam.stop())
  },
}

/** In a component's setup. Throws where the plugin is not used. */
export function useTamtam(): Tamtam {
  const tamtam = inject(KEY)
  if (!tamtam) throw new Error('tamtamPlugin is not used by this application')
  return tamtam
}
