import { createApp } from 'vue'
import App from './app.vue'
import { router } from './router.js'
import { tamtamPlugin } from './tamtam-plugin.js'

createApp(App)
  .use(router)
  .use(tamtamPlugin, {
    site: 'acme-www',
    endpoint: 'https://collector.example.com/v1/events',
    trackingParams: 'gong_tid',
  })
  .mount('#app')
