import { addCopyButtons } from './copy-button.js'
import { demandChoices } from './demand-choice.js'
import { addDownloadButtons } from './download-button.js'
import { keepOpenDetails } from './keep-open.js'
import { addLiveTurns } from './live-turns.js'
import { showFaults } from './show-faults.js'
import { defineTimeChart } from './time-chart.js'

defineTimeChart()
addCopyButtons()
addDownloadButtons()
addLiveTurns()
demandChoices()
showFaults()
keepOpenDetails()
