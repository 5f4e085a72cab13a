import { shoppingTests } from './shopping.ts'

shoppingTests('http')
