import { openStore, type Store } from '../collector/store/store.js'

export async function withStore<T>(target: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(target)
  const result = await use(store)
  await store.close()
  return result
}
