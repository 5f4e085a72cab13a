/** The Ed25519 key of access tokens, made at the first start and kept in the database, sealed under SOUK_SECRET. */
import type { Identity } from '@souk/contracts/user.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { deriveKey, keyedDigest, seal, unseal } from './secrets.ts'
import { keepSigningKey, signingKeyOf } from './sessions.sql.ts'

/** Seconds. */
const tokenLife = 5 * 60

export type SigningKey = {
  /** @returns an EdDSA JWT and when it ends */
  sign(identity: Identity, now: Date): Promise<{ accessToken: string; expiresAt: string }>
}

export async function openSigningKey(db: Database, secret: string): Promise<SigningKey> {
  const key = deriveKey(secret, 'signing key')
  const secretId = keyedDigest(key, 'id')
  const known = await signingKeyOf(db, secretId)
  const made = known ?? (await makeKey(key))
  // Replicas that start together all come here; the first one's key is everybody's.
  const kept = await keepSigningKey(db, secretId, made.publicKey, made.sealedPrivateKey)
  const privateKey = await importJWK(JSON.parse(unseal(key, kept.sealedPrivateKey)), 'EdDSA')
  return {
    async sign({ userId, sessionId, role, permissions }, now) {
      const issuedAt = Math.floor(now.getTime() / 1_000)
      const accessToken = await new SignJWT({ sid: sessionId, role, permissions })
        .setProtectedHeader({ alg: 'EdDSA', kid: kept.id, typ: 'JWT' })
        .setIssuer('souk')
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + tokenLife)
        .sign(privateKey)
      return { accessToken, expiresAt: new Date((issuedAt + tokenLife) * 1_000).toISOString() }
    },
  }
}

async function makeKey(key: Buffer): Promise<{ publicKey: JWK; sealedPrivateKey: string }> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return {
    publicKey: await exportJWK(pair.publicKey),
    sealedPrivateKey: seal(key, JSON.stringify(await exportJWK(pair.privateKey))),
  }
}
