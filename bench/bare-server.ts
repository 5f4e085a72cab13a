/** A bare Fastify route that answers the same bytes: what Node and Fastify can do at the most. Told the bytes by its parent. */
import Fastify from 'fastify'

process.once('message', async ({ bodies }: { bodies: string[] }) => {
  const app = Fastify()
  bodies.forEach((body, index) => {
    app.get(`/${index}`, (_request, reply) => reply.type('application/json; charset=utf-8').send(body))
  })
  process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
})
process.on('disconnect', () => process.exit(0))
