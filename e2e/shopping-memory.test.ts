import { shoppingTests } from './shopping.ts'

shoppingTests('memory')
