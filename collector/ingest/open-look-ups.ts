import type { Place } from '../store/visitor-context.js'
import { openCompanies } from './companies.js'
import { openPlaces } from './places.js'

/** What an address is looked up for, in a few microseconds each; absent where no file is given. */
export interface LookUps {
  placeOf?: ((address: string) => Place | undefined) | undefined
  /** The domain of the company whose network it is. */
  companyOf?: ((address: string) => string | undefined) | undefined
}

/** Reads the files that visitors' addresses are looked up in. Throws a fault that names its variable. */
export async function openLookUps(files: {
  geoipFile: string | null
  companiesFile: string | null
}): Promise<LookUps> {
  const { geoipFile, companiesFile } = files
  return {
    placeOf:
      geoipFile === null
        ? undefined
        : await openPlaces(geoipFile).catch(fault('TAMTAM_GEOIP_FILE')),
    companyOf:
      companiesFile === null
        ? undefined
        : await openCompanies(companiesFile).catch(fault('TAMTAM_COMPANIES_FILE')),
  }
}

function fault(variable: string): (error: unknown) => never {
  return (cause) => {
    throw new Error(`${variable}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}
