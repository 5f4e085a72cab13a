import { openMarket } from './market.ts'
import { shoppingTests } from './shopping.ts'

shoppingTests('services that call each other over HTTP', () => openMarket({ placement: 'http' }))
