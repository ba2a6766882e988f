import { createRouter, createWebHistory } from 'vue-router'
import Home from './home.vue'
import Pricing from './pricing.vue'

/** It needs no word about Tamtam: whatever changes the path is a view. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Home, meta: { title: 'Home | Acme' } },
    { path: '/pricing', component: Pricing, meta: { title: 'Pricing | Acme' } },
    { path: '/prices', redirect: '/pricing' },
  ],
})

router.afterEach(({ meta }) => {
  document.title = String(meta['title'])
})
