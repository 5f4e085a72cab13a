import { openMarket } from './market.ts'
import { shoppingTests } from './shopping.ts'

shoppingTests('services that call each other in memory', () => openMarket({ placement: 'memory' }))
